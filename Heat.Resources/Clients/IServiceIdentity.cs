namespace Heat.Resources.Clients;

/// <summary>
/// Where the identity service is and who this program is to it. Read anew for every use, because a local cloud has its address and password only once it runs.
/// </summary>
public interface IServiceIdentity
{
    Uri AuthUrl { get; }

    string Username { get; }

    string Password { get; }

    string ProjectName { get; }

    string UserDomainName { get; }

    string ProjectDomainName { get; }

    string Region { get; }

    /// <summary>Which of a service's addresses are used: <c>public</c>, <c>internal</c> or <c>admin</c>.</summary>
    string Interface { get; }
}
