using System.Net;
using Heat.Core.Resources;

namespace Heat.Resources.Clients;

/// <summary>A service of the cloud refused a call or couldn't be reached. Kind and message are worded as the service's own client words them, since users know those.</summary>
public sealed class CloudException(string kind, string message, HttpStatusCode? status, FailureNature nature, Exception? cause = null)
    : ResourceException(kind, message, nature, cause)
{
    /// <summary>The status of the answer; null when there was none.</summary>
    public HttpStatusCode? StatusCode { get; } = status;

    public static CloudException NotFound(string message) => new("NotFound", message, null, FailureNature.NotFound);

    /// <summary>There is no object of this name or id.</summary>
    public static CloudException EntityNotFound(string entity, string name) =>
        new("EntityNotFound", $"The {entity} ({name}) could not be found.", null, FailureNature.NotFound);

    /// <summary>More than one object has this name.</summary>
    public static CloudException Ambiguous(string kind, string message) => new(kind, message, null, FailureNature.Final);

    internal static FailureNature NatureOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => FailureNature.NotFound,
        HttpStatusCode.Conflict => FailureNature.Conflict,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => FailureNature.Unavailable,
        _ => FailureNature.Final,
    };
}
