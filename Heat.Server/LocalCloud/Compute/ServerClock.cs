using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Compute;

/// <summary>What the clock makes of a server: its state, task and power now.</summary>
internal static class ServerClock
{
    public static bool IsThere(this Server server, DateTimeOffset now) => !(server.GoneAt <= now);

    public static string StatusAt(this Server server, DateTimeOffset now) => server.Passing?.Lasts(now) == true ? server.Passing.Status : server.Status;

    public static string? TaskAt(this Server server, DateTimeOffset now) =>
        server.GoneAt is not null ? "deleting" : server.Passing?.Lasts(now) == true ? server.Passing.Task : null;

    public static string StateAt(this Server server, DateTimeOffset now) => server.StatusAt(now) switch
    {
        "BUILD" => "building",
        "ACTIVE" or "REBOOT" or "HARD_REBOOT" or "PASSWORD" or "REBUILD" or "RESIZE" => "active",
        "SHUTOFF" => "stopped",
        "VERIFY_RESIZE" => "resized",
        "RESCUE" => "rescued",
        var status => status.ToLowerInvariant(),
    };

    /// <summary>0 no state, 1 running, 3 paused, 4 shut down.</summary>
    public static int PowerAt(this Server server, DateTimeOffset now) => server.StatusAt(now) switch
    {
        "BUILD" or "ERROR" => 0,
        "PAUSED" => 3,
        "SHUTOFF" or "SUSPENDED" or "SHELVED" or "SHELVED_OFFLOADED" => 4,
        _ => 1,
    };

    /// <summary>Sends a server on its way to another state.</summary>
    public static Server Towards(this Server server, string status, string meanwhile, string? task, DateTimeOffset now, TimeSpan time) =>
        server with { Status = status, Passing = new PassingState(meanwhile, now + time, task), UpdatedAt = now };
}
