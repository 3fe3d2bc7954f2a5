using Heat.Core.Engine;
using Heat.Core.Security;
using Heat.Core.Storage;
using Heat.Resources;
using Heat.Resources.Clients;
using Heat.Server.CloudFormation;
using Heat.Server.Jobs;
using Heat.Server.LocalCloud;
using Heat.Server.LocalCloud.Store;
using Heat.Server.Orchestration;
using Microsoft.AspNetCore.Hosting.Server;

namespace Heat.Server.Hosting;

/// <summary>Puts the server together. Tests put it together in the same way, on other addresses.</summary>
internal static class HeatHost
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(HeatOptions.Section).Get<HeatOptions>() ?? new HeatOptions();
        Directory.CreateDirectory(options.DataDirectory);
        AddServices(builder, options);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
            Doors.Open(kestrel, Door.Orchestration, options.Api.Listen);
            Doors.Open(kestrel, Door.CloudFormation, options.CloudFormation.Listen);
            if (options.Mode == HeatMode.Local)
                Doors.Open(kestrel, Door.LocalCloud, options.LocalCloud.Listen);
        });
        var app = builder.Build();
        app.MapWhen(http => http.CameThrough(Door.Orchestration), api => api.UseOrchestration());
        app.MapWhen(http => http.CameThrough(Door.CloudFormation), api => api.UseCloudFormation());
        if (options.Mode == HeatMode.Local)
            app.MapWhen(http => http.CameThrough(Door.LocalCloud), cloud => cloud.UseRouting().UseEndpoints(routes => routes.MapLocalCloud()));
        return app;
    }

    /// <summary>Makes everything ready, opens the doors, and says where they are.</summary>
    public static async Task StartAsync(WebApplication app, CancellationToken cancellation)
    {
        await app.Services.GetRequiredService<DatabaseStarter>().StartAsync(cancellation);
        await app.Services.GetRequiredService<Nodes>().EnsureSameKeyAsync(cancellation);
        var options = app.Services.GetRequiredService<HeatOptions>();
        if (options.Mode == HeatMode.Local)
        {
            var address = app.Services.GetRequiredService<LocalCloudAddress>();
            (address.BaseUrl, address.ApiBase, address.CfnBase) = (options.LocalCloud.Listen, options.Api.Listen, options.CloudFormation.Listen);
            await app.Services.LoadLocalCloudAsync(cancellation);
        }
        else
        {
            await app.Services.GetRequiredService<IdentityCheck>().EnsureAsync(cancellation);
        }

        await app.StartAsync(cancellation);
        Announce(app, options);
    }

    private static void Announce(WebApplication app, HeatOptions options)
    {
        if (options.Mode != HeatMode.Local)
            return;
        var addresses = Doors.Addresses(app.Services.GetRequiredService<IServer>());
        var address = app.Services.GetRequiredService<LocalCloudAddress>();
        (address.ApiBase, address.CfnBase, address.BaseUrl) = (addresses[0], addresses[1], addresses[2]);
    }

    private static void AddServices(WebApplicationBuilder builder, HeatOptions options)
    {
        var services = builder.Services;
        var configuration = builder.Configuration;
        var database = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        services.AddSingleton(options);
        if (configuration[DeadlyCrashPoint.Setting] is { } deadly)
            services.AddSingleton<ICrashPoint>(DeadlyCrashPoint.Parse(deadly));
        services.AddStorage(database, options.DataDirectory);
        services.AddSecurity(configuration.GetSection(SecurityOptions.Section).Get<SecurityOptions>() ?? new SecurityOptions(), options.DataDirectory);
        services.AddEngine(
            configuration.GetSection(EngineOptions.Section).Get<EngineOptions>() ?? new EngineOptions(),
            configuration.GetSection(LimitOptions.Section).Get<LimitOptions>() ?? new LimitOptions());
        if (options.Mode == HeatMode.Local)
        {
            services.AddSingleton<ICloudJournal, DatabaseCloudJournal>();
            services.AddSingleton<IServiceIdentity, LocalServiceIdentity>();
            services.AddLocalCloud(configuration);
        }

        services.AddOpenStackClients(configuration);
        services.AddResourceTypes(configuration);
        services.AddJobs(database, options.DataDirectory);
        services.AddOrchestration(configuration);
        services.AddCloudFormation();
    }
}
