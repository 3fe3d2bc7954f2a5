using Heat.Core.Breakpoints;
using Heat.Core.Constraints;
using Heat.Core.EventSinks;
using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Security.Policies;
using Heat.Core.Signals;
using Heat.Core.SoftwareConfigs;
using Heat.Core.Stacks;
using Heat.Core.Storage;
using Heat.Core.Templates;
using Heat.Core.Templates.Yaql;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Heat.Core.Engine;

/// <summary>Registers stacks and the engine. Needs from elsewhere: storage, security, resource types, <see cref="ICloudSessions"/> and <see cref="IOperationQueue"/>.</summary>
public static class EngineModule
{
    public static IServiceCollection AddEngine(this IServiceCollection services, EngineOptions options, LimitOptions limits)
    {
        services.TryAddSingleton(options);
        services.TryAddSingleton(limits);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => NodeIdentity.OfThisProcess());
        services.TryAddSingleton<ICrashPoint, NoCrashPoint>();
        services.TryAddSingleton<IOperationLoop, OperationLoop>();
        services.TryAddSingleton(provider => new TemplateFactory(new YaqlEngine(limits.Yaql, provider.GetRequiredService<TimeProvider>())));
        services.TryAddSingleton<ResourceTypes>();
        services.TryAddSingleton<StackDefinitions>();
        services.TryAddSingleton<CustomConstraintChecks>();
        services.TryAddSingleton<StackValidation>();
        services.TryAddSingleton(provider => new NodeLease(provider.GetRequiredService<DatabaseOptions>().IsShared ? TimeSpan.FromSeconds(options.LeaseSeconds) : null, provider.GetRequiredService<TimeProvider>()));
        // A sign of life waits neither behind everything else that is to be written nor for a connection: one who has much to do isn't dead.
        services.TryAddSingleton(provider => new Nodes(
            provider.GetRequiredKeyedService<IDbContextFactory<HeatDatabase>>(StorageModule.Apart),
            provider.GetRequiredKeyedService<DatabaseWriter>(StorageModule.Apart),
            provider.GetRequiredService<NodeIdentity>(),
            provider.GetRequiredService<NodeLease>(),
            provider.GetRequiredService<SecretBox>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<FinishedOperations>();
        services.TryAddSingleton<StackSnapshots>();
        services.TryAddSingleton<RunningOperations>();
        services.TryAddSingleton<IOperationStore, DatabaseOperationStore>();
        services.TryAddSingleton<IOperationRunner, OperationRunner>();
        services.TryAddSingleton<OperationSubmission>();
        services.TryAddSingleton<GroupScaling>();
        services.TryAddSingleton(provider => new OperationHandover(provider.GetRequiredService<RunningOperations>(), provider.GetRequiredService<IOperationQueue>()));
        services.TryAddSingleton(provider => new UnfinishedOperations(
            provider.GetRequiredService<IDbContextFactory<HeatDatabase>>(),
            provider.GetRequiredService<IOperationQueue>(),
            provider.GetRequiredService<Nodes>(),
            provider.GetRequiredService<NodeIdentity>(),
            provider.GetRequiredService<RunningOperations>()));
        services.TryAddSingleton(provider => new StackReader(
            provider.GetRequiredService<IDbContextFactory<HeatDatabase>>(),
            provider.GetRequiredService<IOperationStore>(),
            provider.GetRequiredService<StackDefinitions>(),
            provider.GetRequiredService<SecretBox>()));
        services.TryAddSingleton<LiveAttributes>();
        services.TryAddSingleton<ReadingRights>();
        services.TryAddSingleton(provider => new StackPreviews(
            provider.GetRequiredService<StackDefinitions>(),
            provider.GetRequiredService<IOperationStore>(),
            provider.GetRequiredService<ICloudSessions>(),
            provider.GetRequiredService<SecretBox>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new Hooks(
            provider.GetRequiredService<StackReader>(),
            provider.GetRequiredService<StackDefinitions>(),
            provider.GetRequiredService<DatabaseWriter>(),
            provider.GetRequiredService<RunningOperations>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new StackService(
            provider.GetRequiredService<StackDefinitions>(),
            provider.GetRequiredService<StackValidation>(),
            provider.GetRequiredService<StackReader>(),
            provider.GetRequiredService<ICloudSessions>(),
            provider.GetRequiredService<DatabaseWriter>(),
            provider.GetRequiredService<OperationSubmission>(),
            provider.GetRequiredService<StackSnapshots>(),
            provider.GetRequiredService<SecretBox>(),
            limits,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IPolicies>()));
        services.TryAddSingleton(provider => new SignalService(
            provider.GetRequiredService<StackReader>(),
            provider.GetRequiredService<StackDefinitions>(),
            provider.GetRequiredService<IOperationStore>(),
            provider.GetRequiredService<ICloudSessions>(),
            provider.GetRequiredService<RunningOperations>(),
            provider.GetRequiredService<GroupScaling>(),
            provider.GetRequiredService<SecretBox>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new EventDelivery(
            provider.GetRequiredService<IDbContextFactory<HeatDatabase>>(),
            provider.GetRequiredService<DatabaseWriter>(),
            provider.GetRequiredService<StackReader>(),
            provider.GetRequiredService<ICloudSessions>(),
            provider.GetRequiredService<IEventQueues>(),
            provider.GetRequiredService<SecretBox>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EventDelivery>>()));
        services.TryAddSingleton(provider => new SoftwareConfigService(
            provider.GetRequiredService<IDbContextFactory<HeatDatabase>>(),
            provider.GetRequiredService<DatabaseWriter>(),
            provider.GetRequiredService<IOperationStore>(),
            provider.GetRequiredService<IMetadataDelivery>(),
            provider.GetRequiredService<SecretBox>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
