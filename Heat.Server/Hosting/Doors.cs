using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Heat.Server.Hosting;

/// <summary>Opens the listeners, and tells for each request through which of them it came.</summary>
internal static class Doors
{
    public static void Open(KestrelServerOptions kestrel, Door door, string address)
    {
        var uri = new Uri(address);
        var host = IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) ? ip : uri.Host == "localhost" ? IPAddress.Loopback : IPAddress.Any;
        kestrel.Listen(host, uri.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection =>
            {
                connection.Items[typeof(Door)] = door;
                return next(connection);
            });
        });
    }

    /// <summary>True for requests that came through this door.</summary>
    public static bool CameThrough(this HttpContext http, Door door) =>
        http.Features.Get<IConnectionItemsFeature>() is { } connection && connection.Items.TryGetValue(typeof(Door), out var actual) && actual is Door entered && entered == door;

    /// <summary>The addresses that are really listened on, in the order in which the doors were opened.</summary>
    public static IReadOnlyList<string> Addresses(IServer server) => [.. server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []];
}
