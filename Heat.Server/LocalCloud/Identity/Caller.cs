using System.Collections.Immutable;
using Heat.Server.LocalCloud.Door;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>Who a token speaks for, and with which roles.</summary>
internal sealed record Caller(Token Token, User User, Project? Project, ImmutableArray<Role> Roles)
{
    public string UserId => User.Id;

    /// <summary>The project that the token is for; services other than Keystone work in one.</summary>
    public string ProjectId => Project?.Id ?? throw CloudFaultException.Forbidden("This request needs a token for a project.");

    public bool IsAdmin => Has("admin");

    public bool Has(string role) => Roles.Any(held => held.Name == role);

    public void RequireAdmin(string action)
    {
        if (!IsAdmin) throw CloudFaultException.Forbidden($"You are not authorized to perform the requested action: {action}.");
    }

    /// <summary>Whether the caller may touch what belongs to that project.</summary>
    public bool Owns(string? project) => IsAdmin || project == Project?.Id;
}

/// <summary>Finds who a token speaks for: null for unknown, expired and revoked ones.</summary>
internal interface ITokenLookup
{
    Caller? Find(string token);
}
