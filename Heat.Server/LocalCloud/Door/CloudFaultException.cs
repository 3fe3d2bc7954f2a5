namespace Heat.Server.LocalCloud.Door;

/// <summary>A request that a service refuses: the HTTP status, the service's own name for the fault, and one message.</summary>
internal sealed class CloudFaultException(int status, string message, string? type = null) : Exception(message)
{
    public int Status => status;

    /// <summary>The name that the service gives this kind of fault, where it has names (NetworkInUse, …).</summary>
    public string? Type => type;

    public static CloudFaultException BadRequest(string message, string? type = null) => new(400, message, type);

    public static CloudFaultException Forbidden(string message) => new(403, message);

    public static CloudFaultException NotFound(string message, string? type = null) => new(404, message, type);

    public static CloudFaultException Conflict(string message, string? type = null) => new(409, message, type);
}
