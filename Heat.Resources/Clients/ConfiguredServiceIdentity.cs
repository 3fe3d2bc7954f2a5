using Microsoft.Extensions.Options;

namespace Heat.Resources.Clients;

/// <summary>The identity that the configuration gives.</summary>
internal sealed class ConfiguredServiceIdentity(IOptionsMonitor<IdentityOptions> options) : IServiceIdentity
{
    public Uri AuthUrl => options.CurrentValue.AuthUrl;

    public string Username => options.CurrentValue.Username;

    public string Password => options.CurrentValue.Password;

    public string ProjectName => options.CurrentValue.ProjectName;

    public string UserDomainName => options.CurrentValue.UserDomainName;

    public string ProjectDomainName => options.CurrentValue.ProjectDomainName;

    public string Region => options.CurrentValue.Region;

    public string StackDomain => options.CurrentValue.StackDomain;

    public string StackDomainAdmin => options.CurrentValue.StackDomainAdmin;

    public string StackDomainAdminPassword => options.CurrentValue.StackDomainAdminPassword;

    public string Interface => options.CurrentValue.Interface;
}
