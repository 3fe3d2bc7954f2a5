using System.Reflection;
using Heat.Core.Constraints;
using Heat.Core.Resources;
using Heat.Resources.Constraints;
using Heat.Resources.Heat.SoftwareConfigs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Heat.Resources;

/// <summary>Registers the resource types of this assembly and the checks of the custom constraints that they use.</summary>
public static class ResourceTypesServices
{
    /// <summary>A new type, or a new check, is a new file: both are found by what they are.</summary>
    public static IServiceCollection AddResourceTypes(this IServiceCollection services)
    {
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
    internal static IEnumerable<T> InstancesOf<T>(Assembly assembly) => assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(T)))
        .Select(type => type.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes))
        .OfType<ConstructorInfo>()
        .Select(constructor => (T)constructor.Invoke(null));
}
