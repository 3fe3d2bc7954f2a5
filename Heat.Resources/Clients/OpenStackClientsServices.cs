using Heat.Core.EventSinks;
using Heat.Core.Security;
using Heat.Core.SoftwareConfigs;
using Heat.Resources.Heat.SoftwareConfigs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Heat.Resources.Clients;

/// <summary>Registers sessions with an OpenStack cloud and the clients of its services.</summary>
public static class OpenStackClientsServices
{
    /// <summary>
    /// Adds <see cref="ICloudSessions"/> and <see cref="ITokenValidator"/>. A host that has its own <see cref="IServiceIdentity"/> adds it before;
    /// otherwise the identity comes from the section <see cref="IdentityOptions.Section"/>, which is checked at start.
    /// </summary>
    public static IServiceCollection AddOpenStackClients(this IServiceCollection services, IConfiguration configuration)
    {
        if (services.All(service => service.ServiceType != typeof(IServiceIdentity)))
            services.AddConfiguredIdentity(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<CloudCallOptions>().Bind(configuration.GetSection(CloudCallOptions.Section)).ValidateDataAnnotations()
            .Validate(options => options.CaFile is null || File.Exists(options.CaFile), "Heat:Cloud:CaFile names a file that isn't there.")
            .Validate(options => (options.ClientCertificateFile is null || File.Exists(options.ClientCertificateFile)) && (options.ClientKeyFile is null || File.Exists(options.ClientKeyFile)), "Heat:Cloud:ClientCertificateFile or ClientKeyFile names a file that isn't there.").ValidateOnStart();
        services.AddConnections(CloudTransport.ClientName, provider => CloudConnections.ToCloud(provider.GetRequiredService<IOptions<CloudCallOptions>>().Value));
        services.AddConnections(CloudTransport.ForeignClientName, _ => CloudConnections.ToAnybody());
        services.TryAddSingleton<CloudTransport>();
        services.TryAddSingleton<Authenticator>();
        services.TryAddSingleton<ITokenValidator>(provider => provider.GetRequiredService<Authenticator>());
        services.TryAddSingleton<ISignatureValidator>(provider => provider.GetRequiredService<Authenticator>());
        services.TryAddSingleton<CloudSessions>();
        services.TryAddSingleton<ICloudSessions>(provider => provider.GetRequiredService<CloudSessions>());
        services.TryAddSingleton<IMetadataDelivery, MetadataDelivery>();
        services.TryAddSingleton<IEventQueues, EventQueues>();
        services.TryAddSingleton(provider => new IdentityCheck(provider.GetRequiredService<Authenticator>()));
        services.TryAddSingleton(provider => new KeystoneAdministration(provider.GetRequiredService<Authenticator>(), provider.GetRequiredService<ICloudSessions>()));
        return services
            .AddServiceClient("keystone", session => new IdentityClient(session))
            .AddServiceClient("nova", session => new ComputeClient(session))
            .AddServiceClient("neutron", session => new NetworkClient(session))
            .AddServiceClient("cinder", session => new BlockStorageClient(session))
            .AddServiceClient("glance", session => new ImageClient(session))
            .AddServiceClient("octavia", session => new LoadBalancerClient(session))
            .AddServiceClient("swift", session => new ObjectStoreClient(session))
            .AddServiceClient("zaqar", session => new MessagingClient(session))
            .AddServiceClient("heat", session => new OrchestrationClient(session))
            .AddServiceClient("web", session => new WebClient(session))
            .AddServiceClient("stack-users", session => new StackUsersClient(session));
    }

    /// <summary>Adds the client of one more service.</summary>
    public static IServiceCollection AddServiceClient<TClient>(this IServiceCollection services, string alias, Func<OpenStackSession, TClient> create)
        where TClient : ServiceClient => services.AddSingleton(new ServiceClientDescription(alias, typeof(TClient), create));

    private static void AddConnections(this IServiceCollection services, string name, Func<IServiceProvider, HttpMessageHandler> connect) => services
        .AddHttpClient(name, client => client.Timeout = Timeout.InfiniteTimeSpan)
        .ConfigurePrimaryHttpMessageHandler(connect)
        .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
        .RemoveAllLoggers();

    private static void AddConfiguredIdentity(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<IdentityOptions>().Bind(configuration.GetSection(IdentityOptions.Section)).ValidateDataAnnotations()
            .Validate(options => options.AuthUrl is null or { IsAbsoluteUri: true, Scheme: "http" or "https" }, "Heat:Keystone:AuthUrl is no address such as http://controller:5000/v3.").ValidateOnStart();
        services.AddSingleton<IServiceIdentity, ConfiguredServiceIdentity>();
    }
}
