using System.Reflection;
using Heat.Core.Constraints;
using Heat.Core.Resources;
using Heat.Resources.Aws.ElasticLoadBalancing;
using Heat.Resources.Constraints;
using Heat.Resources.Heat.SoftwareConfigs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Heat.Resources;

/// <summary>Registers the resource types of this assembly and the checks of the custom constraints that they use.</summary>
public static class ResourceTypesServices
{
    /// <summary>A new type, or a new check, is a new file: both are found by what they are.</summary>
    /// <param name="configuration">Where types with settings have them from; without, they have the defaults.</param>
    public static IServiceCollection AddResourceTypes(this IServiceCollection services, IConfiguration? configuration = null)
    {
        var loadBalancers = services.AddOptions<LoadBalancerOptions>();
        if (configuration is not null)
            loadBalancers.Bind(configuration.GetSection(LoadBalancerOptions.Section));
        var assembly = typeof(ResourceTypesServices).Assembly;
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IResourceTypeProvider, AssemblyResourceTypes>());
        services.TryAddSingleton<ResourceTypes>();
        services.TryAddSingleton<DeploymentReports>();
        foreach (var check in assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(FormatConstraintCheck))))
            services.TryAddEnumerable(ServiceDescriptor.Singleton(typeof(ICustomConstraintCheck), check));
        foreach (var check in EntityConstraintCheck.All)
            services.AddSingleton<ICustomConstraintCheck>(check);
        return services;
    }

    /// <summary>One object of each class that can be made without arguments.</summary>
    /// <param name="services">What those that take more are made with, if there is anything.</param>
    internal static IEnumerable<T> InstancesOf<T>(Assembly assembly, IServiceProvider? services = null) => assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(T)) && type.GetConstructor(Type.EmptyTypes) is not null)
        .Select(type => (T)(services is null ? Activator.CreateInstance(type)! : ActivatorUtilities.CreateInstance(services, type)));
}
