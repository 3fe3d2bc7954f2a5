using Heat.Server.Hosting;

namespace Heat.Server.Authentication;

/// <summary>
/// Which other services may act for people whose tokens have expired meanwhile (section <c>Heat:ServiceTokens</c>); as <c>service_token_roles</c> and <c>service_token_roles_required</c> of the section
/// <c>keystone_authtoken</c> of heat.conf.
/// </summary>
internal sealed record ServiceTokenOptions : ICheckedOptions
{
    public const string Section = "Heat:ServiceTokens";

    /// <value>The roles by which such services are known, with semicolons between them. Default: <c>service</c>.</value>
    public string Roles { get; init; } = "service";

    /// <value>Whether a request with the service token of somebody without such a role is refused, rather than taken as if it had none. Default: false.</value>
    public bool RolesRequired { get; init; }

    /// <summary>Whether somebody is such a service.</summary>
    public bool Trusts(IEnumerable<string> roles) => Settings.Parts(Roles).Intersect(roles, StringComparer.OrdinalIgnoreCase).Any();

    public IEnumerable<string> Problems() =>
        RolesRequired && Settings.Parts(Roles).Count == 0 ? [$"{Section}:Roles is empty, and {Section}:RolesRequired true: that refuses every request with a service token."] : [];
}
