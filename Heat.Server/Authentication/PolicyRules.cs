using Heat.Core.Security;

namespace Heat.Server.Authentication;

/// <summary>Who may use which route. Source: the reference's default policies: users that Heat made for instances may only look up, read metadata and signal; the list of services is for administrators.</summary>
internal sealed class PolicyRules
{
    private static readonly HashSet<string> s_forEverybody = ["stacks:lookup", "resource:metadata", "resource:signal", "software_deployments:metadata"];
    private static readonly HashSet<string> s_forAdministrators = ["service:index"];

    public bool Allows(string rule, RequestContext caller) =>
        s_forAdministrators.Contains(rule) ? caller.IsAdministrator : s_forEverybody.Contains(rule) || !caller.IsStackUser;
}
