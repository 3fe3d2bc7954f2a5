using Microsoft.AspNetCore.HttpOverrides;

namespace Heat.Server.Hosting;

/// <summary>How requests come in, whichever API they are for: connections, proxies, browsers.</summary>
internal static class Listening
{
    private const int LargestBody = 64 * 1024 * 1024;

    public static WebApplicationBuilder AddListening(this WebApplicationBuilder builder, HeatOptions options)
    {
        var server = builder.Configuration.Read<ServerOptions>(ServerOptions.Section);
        builder.Services.AddSingleton(server)
            .AddSingleton(builder.Configuration.Read<ProxyOptions>(ProxyOptions.Section))
            .AddSingleton(builder.Configuration.Read<CorsOptions>(CorsOptions.Section))
            .AddSingleton(builder.Configuration.Read<RateOptions>(RateOptions.Section))
            .AddSingleton<DoorCertificates>()
            .AddCors()
            .AddRateLimiter(_ => { });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = server.MaxHeaderSize;
            kestrel.Limits.MaxRequestLineSize = server.MaxRequestLineSize;
            kestrel.Limits.MaxRequestBufferSize = Math.Max(kestrel.Limits.MaxRequestBufferSize ?? 0, server.MaxRequestLineSize);
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(server.HeaderTimeoutSeconds);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(server.KeepAliveSeconds);
            kestrel.Limits.MaxConcurrentConnections = server.MaxConnections > 0 ? server.MaxConnections : null;
            Doors.Open(kestrel, options);
        });
        return builder;
    }

    public static void UseListening(this WebApplication app)
    {
        if (app.Services.GetRequiredService<ProxyOptions>().Networks is { Count: > 0 } networks)
            app.UseForwardedHeaders(Forwarded(networks));
        if (app.Services.GetRequiredService<CorsOptions>() is { IsOn: true } cors)
            app.UseCors(cors.Apply);
    }

    private static ForwardedHeadersOptions Forwarded(IReadOnlyList<System.Net.IPNetwork> networks)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost | ForwardedHeaders.XForwardedPrefix,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in networks)
            options.KnownIPNetworks.Add(network);
        return options;
    }
}
