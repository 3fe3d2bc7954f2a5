using Heat.Core.Engine;
using Heat.Core.Security;
using Heat.Core.Storage;
using Heat.Resources;
using Heat.Resources.Clients;
using Heat.Server.CloudFormation;
using Heat.Server.Health;
using Heat.Server.Jobs;
using Heat.Server.LocalCloud;
using Heat.Server.LocalCloud.Store;
using Heat.Server.Logs;
using Heat.Server.Orchestration;
using Heat.Server.Telemetry;
using Microsoft.AspNetCore.Hosting.Server;

namespace Heat.Server.Hosting;

/// <summary>Puts the server together. Tests put it together in the same way, on other addresses.</summary>
internal static class HeatHost
{
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<HeatOptions>(HeatOptions.Section);
        Directory.CreateDirectory(options.DataDirectory);
        builder.AddLogs();
        AddServices(builder, options);
        builder.AddListening(options).AddOrderlyEnd();
        var app = builder.Build();
        app.UseListening();
        Map(app, Door.Orchestration, options.Api, api => api.UseOrchestration());
        Map(app, Door.CloudFormation, options.CloudFormation, api => api.UseCloudFormation());
        if (options.Mode == HeatMode.Local)
            Map(app, Door.LocalCloud, options.LocalCloud, cloud => cloud.UseRouting().UseEndpoints(routes => routes.MapLocalCloud()));
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
            (address.BaseUrl, address.ApiBase, address.CfnBase) = (options.LocalCloud.Addresses[0], options.Api.Addresses[0], options.CloudFormation.Addresses[0]);
            await app.Services.LoadLocalCloudAsync(cancellation);
        }
        else
        {
            await app.Services.GetRequiredService<IdentityCheck>().EnsureAsync(cancellation);
        }

        await app.StartAsync(cancellation);
        Announce(app, options);
    }

    private static void Map(WebApplication app, Door door, DoorOptions options, Action<IApplicationBuilder> use) => app.MapWhen(http => http.CameThrough(door), branch =>
    {
        branch.UsePublicRoot(options);
        branch.UseMiddleware<HealthDoor>();
        use(branch);
    });

    private static void Announce(WebApplication app, HeatOptions options)
    {
        if (options.Mode != HeatMode.Local)
            return;
        var server = app.Services.GetRequiredService<IServer>();
        var address = app.Services.GetRequiredService<LocalCloudAddress>();
        (address.ApiBase, address.CfnBase, address.BaseUrl) = (Doors.AddressOf(server, options, Door.Orchestration), Doors.AddressOf(server, options, Door.CloudFormation), Doors.AddressOf(server, options, Door.LocalCloud));
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
        services.AddHealth(options.Mode);
        services.AddTelemetry(configuration);
    }
}
