using System.Text.RegularExpressions;
using Heat.Server.LocalCloud.Door;

namespace Heat.Server.LocalCloud.Messaging;

/// <summary>What every request has to bring: the program's id, the name of a queue that there may be, and a token or a signature.</summary>
internal sealed partial class MessagingDoor(PreSignedUrls signatures)
{
    public const string Queue = "/v2/queues/{queue}";
    private const int LongestName = 64;

    public QueueAddress Open(CloudRequest request)
    {
        var client = ClientOf(request);
        var project = signatures.ProjectOf(request) ?? request.Caller.ProjectId;
        var name = request.Route("queue");
        if (name.Length > LongestName || !QueueName().IsMatch(name))
            throw CloudFaultException.BadRequest("The format of the submitted queue name or project id is not valid.", "Invalid queue identification");
        return new QueueAddress(project, name, client);
    }

    /// <summary>The project, for requests that aren't about one queue.</summary>
    public static string Project(CloudRequest request)
    {
        ClientOf(request);
        return request.Caller.ProjectId;
    }

    private static string ClientOf(CloudRequest request)
    {
        var client = request.Header("Client-ID") ?? throw CloudFaultException.BadRequest("The \"Client-Id\" header is required.", "Missing header value");
        return Guid.TryParse(client, out var id) ? id.ToString() : throw CloudFaultException.BadRequest("Malformed hexadecimal UUID.", "Wrong UUID value");
    }

    [GeneratedRegex("^[a-zA-Z0-9_.-]+$")]
    private static partial Regex QueueName();
}
