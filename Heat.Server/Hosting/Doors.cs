using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Heat.Server.Hosting;

/// <summary>Opens the listeners, and tells for each request through which of them it came.</summary>
internal static class Doors
{
    public static void Open(KestrelServerOptions kestrel, HeatOptions options)
    {
        var certificates = kestrel.ApplicationServices.GetRequiredService<DoorCertificates>();
        foreach (var (door, settings) in options.Doors)
        {
            var certificate = certificates.Open(door, settings);
            foreach (var address in settings.Addresses.Select(BindingAddress.Parse))
                Open(kestrel, door, address, certificate);
        }
    }

    /// <summary>True for requests that came through this door.</summary>
    public static bool CameThrough(this HttpContext http, Door door) =>
        http.Features.Get<IConnectionItemsFeature>() is { } connection && connection.Items.TryGetValue(typeof(Door), out var actual) && actual is Door entered && entered == door;

    /// <summary>Where a client on this machine reaches a door of the running server: its public endpoint, or the first address that is really listened on.</summary>
    public static string AddressOf(IServer server, HeatOptions options, Door door)
    {
        var before = options.Doors.TakeWhile(each => each.Door != door).Sum(each => each.Options.Addresses.Count);
        var settings = options.Doors.Single(each => each.Door == door).Options;
        return settings.PublicAddress?.AbsoluteUri.TrimEnd('/') ?? Reachable(server.Features.Get<IServerAddressesFeature>()!.Addresses.ElementAt(before));
    }

    private static void Open(KestrelServerOptions kestrel, Door door, BindingAddress address, CertificateFiles? certificate)
    {
        if (address.IsUnixPipe)
            kestrel.ListenUnixSocket(address.UnixPipePath, Configure);
        else if (address.Host is "*" or "+")
            kestrel.ListenAnyIP(address.Port, Configure);
        else if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
            kestrel.Listen(ip, address.Port, Configure);
        else if (address.Port == 0)
            kestrel.Listen(IPAddress.Loopback, 0, Configure);
        else
            kestrel.ListenLocalhost(address.Port, Configure);

        void Configure(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection =>
            {
                connection.Items[typeof(Door)] = door;
                return next(connection);
            });
            if (address.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase))
                listen.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = certificate!.Current }) });
        }
    }

    /// <summary>Nobody can call "all addresses".</summary>
    private static string Reachable(string address) =>
        address.Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal).Replace("//[::]:", "//127.0.0.1:", StringComparison.Ordinal);
}
