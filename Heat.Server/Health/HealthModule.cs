using Heat.Server.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Heat.Server.Health;

/// <summary>Lets others see how the server is.</summary>
internal static class HealthModule
{
    public static IServiceCollection AddHealth(this IServiceCollection services, HeatMode mode)
    {
        services.TryAddEnumerable([ServiceDescriptor.Singleton<IReadinessCheck, DatabaseReadiness>(), ServiceDescriptor.Singleton<IReadinessCheck, JobReadiness>()]);
        if (mode == HeatMode.OpenStack)
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IReadinessCheck, IdentityReadiness>());
        services.TryAddSingleton<Readiness>();
        return services;
    }
}
