using Heat.Core.Security.Policies;
using Heat.Server.Authentication;
using Heat.Server.Hosting;
using Heat.Server.Orchestration.Faults;
using Heat.Server.Orchestration.Reading;
using Heat.Server.Orchestration.SoftwareConfigs;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Heat.Server.Orchestration;

/// <summary>The OpenStack-native REST API.</summary>
internal static class OrchestrationModule
{
    public static IServiceCollection AddOrchestration(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(configuration.GetSection(PolicyOptions.Section).Get<PolicyOptions>() ?? new PolicyOptions());
        services.TryAddSingleton<IPolicies, PolicyRules>();
        services.TryAddSingleton(configuration.Read<ServiceTokenOptions>(ServiceTokenOptions.Section));
        services.TryAddSingleton<BodyReader>();
        services.TryAddSingleton<StackRequestReader>();
        services.TryAddSingleton<StackLookup>();
        services.TryAddSingleton<PreviewService>();
        services.TryAddSingleton<EventStream>();
        services.TryAddSingleton<SignalPost>();
        services.TryAddSingleton<ValidationView>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IApiRoutes, StackRoutes>(),
            ServiceDescriptor.Singleton<IApiRoutes, LookupRoutes>(),
            ServiceDescriptor.Singleton<IApiRoutes, ResourceRoutes>(),
            ServiceDescriptor.Singleton<IApiRoutes, SignalRoutes>(),
            ServiceDescriptor.Singleton<IApiRoutes, EventRoutes>(),
            ServiceDescriptor.Singleton<IApiRoutes, ActionRoutes>(),
            ServiceDescriptor.Singleton<IApiRoutes, SoftwareConfigRoutes>(),
            ServiceDescriptor.Singleton<IApiRoutes, SoftwareDeploymentRoutes>(),
            ServiceDescriptor.Singleton<IApiRoutes, SnapshotRoutes>(),
            ServiceDescriptor.Singleton<IApiRoutes, DocumentRoutes>(),
            ServiceDescriptor.Singleton<IApiRoutes, CatalogueRoutes>(),
        ]);
        return services;
    }

    public static void UseOrchestration(this IApplicationBuilder app)
    {
        app.UseMiddleware<RequestIds>();
        app.UseMiddleware<FaultHandling>();
        app.UseOverloadProtection();
        app.UseMiddleware<VersionNegotiation>();
        app.UseMiddleware<StackAddressPaths>();
        app.UseRouting();
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/v1", out var rest) && rest.HasValue && rest.Value!.Length > 1, api => api.UseMiddleware<TokenAuthentication>().UseProjectRates());
        app.UseEndpoints(routes =>
        {
            var api = new ApiRoutes(routes, routes.ServiceProvider.GetRequiredService<IPolicies>());
            foreach (var group in routes.ServiceProvider.GetServices<IApiRoutes>())
                group.Map(api);
            routes.MapGet("/openapi/v1.json", http => Answers.WriteAsync(http, StatusCodes.Status200OK, OpenApiView.Shown(api.Descriptions)));
        });
        app.Run(VersionNegotiation.NotFoundAsync);
    }
}
