using Heat.Resources.Clients;
using Heat.Server.LocalCloud;
using Heat.Server.LocalCloud.Identity;

namespace Heat.Server.Hosting;

/// <summary>Who this process is to the local cloud: the service user whose password the cloud made itself.</summary>
internal sealed class LocalServiceIdentity(LocalCloudAddress address, LocalCloudIdentity cloud) : IServiceIdentity
{
    public Uri AuthUrl => new($"{address.BaseUrl}/identity/v3");

    public string Username => "heat";

    public string Password => cloud.ServicePassword;

    public string ProjectName => "service";

    public string UserDomainName => "Default";

    public string ProjectDomainName => "Default";

    public string Region => "RegionOne";

    public string StackDomain => "heat";

    public string StackDomainAdmin => "heat_domain_admin";

    public string StackDomainAdminPassword => cloud.DomainAdminPassword;

    public string Interface => "public";
}
