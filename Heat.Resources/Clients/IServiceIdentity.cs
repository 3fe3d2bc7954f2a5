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

    /// <summary>The name of the domain in which projects and users of stacks are made.</summary>
    string StackDomain { get; }

    /// <summary>The user who administers that domain, and lives in it.</summary>
    string StackDomainAdmin { get; }

    string StackDomainAdminPassword { get; }

    /// <summary>Which of a service's addresses are used: <c>public</c>, <c>internal</c> or <c>admin</c>.</summary>
    string Interface { get; }
}
