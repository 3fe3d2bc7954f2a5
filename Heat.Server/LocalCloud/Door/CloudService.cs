using System.Text.Json.Nodes;

namespace Heat.Server.LocalCloud.Door;

/// <summary>One emulated service: where it is mounted, how it words a refusal, and its APIs.</summary>
internal abstract class CloudService
{
    /// <summary>The path below which the service answers: /identity, /compute, …</summary>
    public abstract string Root { get; }

    public abstract IReadOnlyList<ICloudApi> Apis { get; }

    /// <summary>The body of a refusal in the service's own format.</summary>
    protected abstract JsonObject Fault(CloudFaultException fault);

    /// <summary>The minor version that a request asks for; services without microversions have only 0.</summary>
    public virtual int Microversion(HttpContext context) => 0;

    /// <summary>Adds what the service says in the headers of every answer.</summary>
    public virtual void Sign(HttpContext context) => context.Response.Headers["x-openstack-request-id"] = $"req-{Guid.NewGuid()}";

    public CloudReply Refuse(CloudFaultException fault)
    {
        var reply = new CloudReply(fault.Status, fault.Status == 401 ? Unauthorized(fault) : Fault(fault));
        return fault.Status == 401 ? reply with { Headers = new Dictionary<string, string> { ["WWW-Authenticate"] = "Keystone uri=\"/identity\"" } } : reply;
    }

    // Whatever the service, its token filter answers for it, and does so in Keystone's words.
    private static JsonObject Unauthorized(CloudFaultException fault) =>
        new() { ["error"] = new JsonObject { ["code"] = 401, ["title"] = "Unauthorized", ["message"] = fault.Message } };
}
