using Heat.Server.LocalCloud.BlockStorage;
using Heat.Server.LocalCloud.Compute;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Image;
using Heat.Server.LocalCloud.LoadBalancing;
using Heat.Server.LocalCloud.Messaging;
using Heat.Server.LocalCloud.Network;
using Heat.Server.LocalCloud.ObjectStore;
using Heat.Server.LocalCloud.Store;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Heat.Server.LocalCloud;

/// <summary>Puts the local cloud into a host: services, loading, routes.</summary>
internal static class LocalCloudModule
{
    /// <summary>Registers the local cloud. The host brings an <see cref="ICloudJournal"/>; without one, nothing outlives the process.</summary>
    public static IServiceCollection AddLocalCloud(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LocalCloudOptions>().Bind(configuration.GetSection(LocalCloudOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(provider => provider.GetRequiredService<IOptions<LocalCloudOptions>>().Value);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ICloudJournal, MemoryCloudJournal>();
        services.TryAddSingleton(provider => new LocalCloudAddress { BaseUrl = provider.GetRequiredService<LocalCloudOptions>().BaseUrl ?? "http://127.0.0.1:5000" });
        services.TryAddSingleton<LocalCloudState>();
        services.TryAddSingleton<Faults>();
        services.AddSingleton<CloudService, FaultService>();
        services.AddIdentity();
        services.AddNetwork();
        services.AddLoadBalancing();
        services.AddCompute();
        services.AddVolumes();
        services.AddImages();
        services.AddObjectStore();
        services.AddMessaging();
        services.TryAddSingleton<CloudSeed>();
        return services;
    }

    /// <summary>Fills the cloud from its journal, or with its first contents. To be called before listening.</summary>
    public static async Task LoadLocalCloudAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var state = services.GetRequiredService<LocalCloudState>();
        var seed = services.GetRequiredService<CloudSeed>();
        await (await state.LoadAsync(cancellationToken) ? state.ChangeAsync(seed.PlantServices, cancellationToken) : state.ChangeAsync(seed.Plant, cancellationToken));
    }

    /// <summary>Maps every service of the cloud, and the door for making them fail.</summary>
    public static void MapLocalCloud(this IEndpointRouteBuilder builder)
    {
        var services = builder.ServiceProvider;
        var state = services.GetRequiredService<LocalCloudState>();
        var tokens = services.GetRequiredService<ITokenLookup>();
        foreach (var service in services.GetServices<CloudService>())
        {
            var routes = new CloudRoutes(builder, service, state, tokens, services.GetRequiredService<Faults>());
            foreach (var api in service.Apis) api.Map(routes);
            routes.MapMissing();
        }
    }

    private static void AddIdentity(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => provider.GetRequiredService<LocalCloudState>().Identity);
        services.TryAddSingleton<Passwords>();
        services.TryAddSingleton<RoleBook>();
        services.TryAddSingleton<TokenBook>();
        services.TryAddSingleton<ITokenLookup>(provider => provider.GetRequiredService<TokenBook>());
        services.TryAddSingleton<Identity.Authentication>();
        services.TryAddSingleton<Catalog>();
        services.TryAddSingleton<LocalCloudIdentity>();
        services.AddService<IdentityService>(apis => new IdentityService(apis),
            typeof(TokensApi), typeof(DomainsApi), typeof(ProjectsApi), typeof(UsersApi), typeof(GroupsApi), typeof(RolesApi), typeof(RoleAssignmentsApi), typeof(TrustsApi),
            typeof(Ec2Api), typeof(ApplicationCredentialsApi), typeof(CredentialsApi), typeof(RegionsApi), typeof(ServicesApi), typeof(EndpointsApi));
    }

    private static void AddNetwork(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => provider.GetRequiredService<LocalCloudState>().Network);
        services.TryAddSingleton<AddressBook>();
        services.TryAddSingleton<SubnetPlan>();
        services.AddService<NetworkService>(apis => new NetworkService(apis),
            typeof(NetworksApi), typeof(SubnetsApi), typeof(PortsApi), typeof(RoutersApi), typeof(FloatingIpsApi), typeof(SecurityGroupsApi), typeof(SecurityGroupRulesApi),
            typeof(NetworkQuotasApi), typeof(NetworkDocumentApis), typeof(OlderBalancingApi));
    }

    private static void AddLoadBalancing(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => provider.GetRequiredService<LocalCloudState>().Balancing);
        services.TryAddSingleton<BalancingViews>();
        services.TryAddSingleton<BalancingStore>();
        services.AddService<LoadBalancerService>(apis => new LoadBalancerService(apis), typeof(PresentBalancingApi), typeof(BalancingSettingsApi), typeof(BalancingQuotasApi));
    }

    private static void AddCompute(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => provider.GetRequiredService<LocalCloudState>().Compute);
        services.TryAddSingleton<VolumeStore>();
        services.TryAddSingleton<ServerNetworks>();
        services.TryAddSingleton<ServerBuilder>();
        services.TryAddSingleton<ServerViews>();
        services.AddService<ComputeService>(apis => new ComputeService(apis),
            typeof(ServersApi), typeof(ServerActionsApi), typeof(ServerLabelsApi), typeof(InterfacesApi), typeof(VolumeAttachmentsApi), typeof(ConsolesApi),
            typeof(FlavorsApi), typeof(KeyPairsApi), typeof(ServerGroupsApi), typeof(AggregatesApi), typeof(ComputeQuotasApi));
    }

    private static void AddVolumes(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => provider.GetRequiredService<LocalCloudState>().Volumes);
        services.AddService<VolumeService>(apis => new VolumeService(apis), typeof(VolumesApi), typeof(SnapshotsApi), typeof(BackupsApi), typeof(VolumeTypesApi), typeof(VolumeQuotasApi));
    }

    private static void AddImages(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => provider.GetRequiredService<LocalCloudState>().Images);
        services.AddService<ImageService>(apis => new ImageService(apis), typeof(ImagesApi));
    }

    private static void AddObjectStore(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => provider.GetRequiredService<LocalCloudState>().Objects);
        services.AddService<ObjectStoreService>(apis => new ObjectStoreService(apis), typeof(AccountsApi), typeof(ObjectsApi));
    }

    private static void AddMessaging(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => provider.GetRequiredService<LocalCloudState>().Messaging);
        services.TryAddSingleton<PreSignedUrls>();
        services.TryAddSingleton<MessagingDoor>();
        services.AddService<MessagingService>(apis => new MessagingService(apis), typeof(QueuesApi), typeof(MessagesApi), typeof(ClaimsApi), typeof(SubscriptionsApi));
    }

    /// <summary>A service is its APIs: each a singleton, so that they may use one another.</summary>
    private static void AddService<TService>(this IServiceCollection services, Func<IReadOnlyList<ICloudApi>, TService> create, params Type[] apis) where TService : CloudService
    {
        foreach (var api in apis) services.TryAddSingleton(api);
        services.AddSingleton<CloudService>(provider => create([.. apis.Select(api => (ICloudApi)provider.GetRequiredService(api))]));
    }
}
