using System.Net;
using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>Reads what the status of a server means.</summary>
internal static class ServerStatus
{
    /// <summary>On its way to somewhere: worth waiting for.</summary>
    private static readonly HashSet<string> s_passing =
        ["BUILD", "HARD_REBOOT", "PASSWORD", "REBOOT", "RESCUE", "RESIZE", "REVERT_RESIZE", "SHUTOFF", "SUSPENDED", "VERIFY_RESIZE"];

    /// <summary>The status without what some clouds write behind it in parentheses.</summary>
    public static string Of(MapValue server) => (server.Text("status") ?? "UNKNOWN").Split('(')[0];

    /// <summary>The server, or null when the service can't tell at the moment: whoever waits asks again.</summary>
    public static async Task<MapValue?> FetchAsync(ComputeClient client, string id, CancellationToken cancellation)
    {
        try
        {
            return await client.GetServerAsync(id, cancellation);
        }
        catch (CloudException passing) when (passing.Nature == FailureNature.Unavailable || passing.StatusCode is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.InternalServerError)
        {
            return null;
        }
    }

    public static bool IsActive(MapValue server, string noun) => Of(server) switch
    {
        "ACTIVE" => true,
        "ERROR" => throw InError(server),
        var status when s_passing.Contains(status) => false,
        var status => throw ResourceException.UnknownStatus(status, $"{char.ToUpperInvariant(noun[0])}{noun[1..]} is not active"),
    };

    public static bool IsSuspended(MapValue server, string noun, string name) => Of(server) switch
    {
        "SUSPENDED" => true,
        var status when status == "ACTIVE" || s_passing.Contains(status) => false,
        var status => throw ResourceException.UnknownStatus(status, $"Suspend of {noun} {name} failed"),
    };

    public static bool IsDeleted(MapValue server)
    {
        if (TaskOf(server) == "deleting")
            return false;
        if (Of(server) != "ERROR")
            return Of(server) == "DELETED";
        var (message, code) = FaultOf(server);
        throw ResourceException.InError("ERROR", $"Server {server.Text("name")} delete failed: ({code}) {message}");
    }

    public static string TaskOf(MapValue server) => server.Text("OS-EXT-STS:task_state") ?? "";

    private static ResourceException InError(MapValue server)
    {
        var (message, code) = FaultOf(server);
        return ResourceException.InError("ERROR", $"Message: {message}, Code: {code}");
    }

    private static (string Message, string Code) FaultOf(MapValue server)
    {
        var fault = server.Get("fault").AsMap() ?? MapValue.Empty;
        return (fault.Text("message") ?? "Unknown", fault.Get("code") is { IsNull: false } code ? ValueText.Plain(code) : "Unknown");
    }
}
