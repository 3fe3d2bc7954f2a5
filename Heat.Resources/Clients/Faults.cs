using System.Net;
using System.Text.RegularExpressions;
using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>Answers that are faults, as exceptions worded by the habits of each service's own client.</summary>
internal static partial class Faults
{
    private static readonly HashSet<string> s_networkKinds =
    [
        "PortNotFound", "NetworkNotFound", "StateInvalid", "NetworkInUse", "PortInUse", "IpAddressInUse", "IpAddressGenerationFailure", "MacAddressInUse",
        "HostNotCompatibleWithFixedIps", "ExternalIpAddressExhausted", "OverQuota", "InvalidIpForNetwork", "InvalidIpForSubnet", "IpAddressAlreadyAllocated",
    ];

    /// <summary>Compute, block storage and identity: <c>message (HTTP 404) (Request-ID: req-…)</c>.</summary>
    public static CloudException WithStatusInMessage(CloudResponse answer)
    {
        var (kind, fallback) = answer.Status switch
        {
            HttpStatusCode.BadRequest => ("BadRequest", "Bad request"),
            HttpStatusCode.Unauthorized => ("Unauthorized", "Unauthorized"),
            HttpStatusCode.Forbidden => ("Forbidden", "Forbidden"),
            HttpStatusCode.NotFound => ("NotFound", "Not found"),
            HttpStatusCode.MethodNotAllowed => ("MethodNotAllowed", "Method Not Allowed"),
            HttpStatusCode.NotAcceptable => ("NotAcceptable", "Not Acceptable"),
            HttpStatusCode.Conflict => ("Conflict", "Conflict"),
            HttpStatusCode.RequestEntityTooLarge => ("OverLimit", "Over limit"),
            HttpStatusCode.TooManyRequests => ("RateLimit", "Rate limit"),
            HttpStatusCode.NotImplemented => ("HTTPNotImplemented", "Not Implemented"),
            _ => ("ClientException", "Unknown Error"),
        };
        var message = $"{Messages(answer).FirstOrDefault() ?? fallback} (HTTP {(int)answer.Status})";
        if (answer.RequestId is { } request)
            message += $" (Request-ID: {request})";
        return Of(kind, message, answer);
    }

    /// <summary>The network service: the kind is the service's own name of the fault where its client knows it.</summary>
    public static CloudException OfNetwork(CloudResponse answer)
    {
        var fault = answer.Map.Get("NeutronError");
        var type = fault.AsMap()?.Get("type").AsText() ?? "";
        var kind = s_networkKinds.Contains(type) ? type + "Client" : NetworkKind(answer.Status);
        var message = NetworkMessage(fault) ?? Messages(answer).FirstOrDefault() ?? (answer.Text is { Length: > 0 } text ? text : $"{(int)answer.Status}-{answer.Status}");
        if (answer.RequestId is { } request)
            message += $"\nNeutron server returns request_ids: ['{request}']";
        // A quota that is used up is told as a conflict, but trying again can't help.
        return new CloudException(kind, message, answer.Status, kind == "OverQuotaClient" ? FailureNature.Final : CloudException.NatureOf(answer.Status));
    }

    /// <summary>The image service: the message alone, from JSON or from an HTML page.</summary>
    public static CloudException OfImage(CloudResponse answer)
    {
        var message = answer.MediaType.Contains("html", StringComparison.Ordinal) ? TextOfPage(answer.Text) : string.Join('\n', Messages(answer));
        return Of(HttpKind(answer.Status), message.Length > 0 ? message : $"{HttpKind(answer.Status)} (HTTP {(int)answer.Status})", answer);
    }

    /// <summary>The messaging service: title and description in one line.</summary>
    public static CloudException OfMessaging(CloudResponse answer)
    {
        var kind = answer.Status switch
        {
            HttpStatusCode.BadRequest => "MalformedRequest",
            HttpStatusCode.Unauthorized => "UnauthorizedError",
            HttpStatusCode.Forbidden => "ForbiddenError",
            HttpStatusCode.NotFound => "ResourceNotFound",
            HttpStatusCode.Conflict => "ConflictError",
            HttpStatusCode.InternalServerError => "InternalServerError",
            HttpStatusCode.ServiceUnavailable => "ServiceUnavailableError",
            _ => "TransportError",
        };
        var (title, description) = (answer.Map.Text("title") ?? answer.Status.ToString(), answer.Map.Text("description") ?? Messages(answer).FirstOrDefault() ?? "");
        return Of(kind, $"Error response from Zaqar. Code: {(int)answer.Status}. Title: {title}. Description: {description}.", answer);
    }

    /// <summary>Load balancing: the message with the status, as in <see cref="WithStatusInMessage"/>, but of one kind only.</summary>
    public static CloudException OfLoadBalancing(CloudResponse answer)
    {
        var worded = WithStatusInMessage(answer);
        return Of("OctaviaClientException", worded.Message, answer);
    }

    /// <summary>The orchestration service: <c>ERROR: message</c>.</summary>
    public static CloudException OfOrchestration(CloudResponse answer) =>
        Of(HttpKind(answer.Status), $"ERROR: {answer.Map.Get("error").AsMap()?.Get("message").AsText() ?? "Internal Error"}", answer);

    private static CloudException Of(string kind, string message, CloudResponse answer) => new(kind, message, answer.Status, CloudException.NatureOf(answer.Status));

    private static IEnumerable<string> Messages(CloudResponse answer) =>
        answer.Map.Values.Select(part => part.AsMap()?.Get("message").AsText()).Append(answer.Map.Get("message").AsText()).Append(answer.Map.Get("faultstring").AsText()).OfType<string>();

    private static string? NetworkMessage(Value fault)
    {
        if (fault.AsMap() is not { } map)
            return fault.AsText();
        var detail = map.Get("detail").AsText();
        return string.IsNullOrEmpty(detail) ? map.Get("message").AsText() : $"{map.Get("message").AsText()}\n{detail}";
    }

    private static string NetworkKind(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => "BadRequest",
        HttpStatusCode.Unauthorized => "Unauthorized",
        HttpStatusCode.Forbidden => "Forbidden",
        HttpStatusCode.NotFound => "NotFound",
        HttpStatusCode.Conflict => "Conflict",
        HttpStatusCode.InternalServerError => "InternalServerError",
        HttpStatusCode.ServiceUnavailable => "ServiceUnavailable",
        _ => "NeutronClientException",
    };

    private static string HttpKind(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => "HTTPBadRequest",
        HttpStatusCode.Unauthorized => "HTTPUnauthorized",
        HttpStatusCode.Forbidden => "HTTPForbidden",
        HttpStatusCode.NotFound => "HTTPNotFound",
        HttpStatusCode.MethodNotAllowed => "HTTPMethodNotAllowed",
        HttpStatusCode.Conflict => "HTTPConflict",
        HttpStatusCode.RequestEntityTooLarge => "HTTPOverLimit",
        HttpStatusCode.UnsupportedMediaType => "HTTPUnsupported",
        HttpStatusCode.InternalServerError => "HTTPInternalServerError",
        HttpStatusCode.NotImplemented => "HTTPNotImplemented",
        HttpStatusCode.BadGateway => "HTTPBadGateway",
        HttpStatusCode.ServiceUnavailable => "HTTPServiceUnavailable",
        _ => "HTTPException",
    };

    private static string TextOfPage(string page) =>
        string.Join(": ", page.Split('\n').Select(line => Tag().Replace(line, "").Trim()).Where(line => line.Length > 0).Distinct());

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();
}
