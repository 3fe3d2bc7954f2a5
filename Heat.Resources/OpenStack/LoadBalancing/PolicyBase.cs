using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>A policy, whichever service it is of: what happens to the requests that match its rules.</summary>
public abstract class PolicyBase<TClient>() : BalancingObject<TClient>("l7policies", "l7policy")
    where TClient : ServiceClient
{
    /// <param name="entities">What the names of the service's kinds of objects begin with.</param>
    private protected static IReadOnlyList<PropertySchema> Common(string entities) =>
    [
        Property.Text("action", "What happens to requests that match.").OneOf("REJECT", "REDIRECT_TO_POOL", "REDIRECT_TO_URL").Required().Updatable(),
        Property.Flag("admin_state_up", "Whether it is switched on.").DefaultsTo(true).Updatable(),
        Property.Text("description", "What it is for.").Updatable(),
        Property.Text("listener", "The listener, by name or id.").Finding(entities + "listener").Satisfying(entities + "listener").Required(),
        Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
        Property.Number("position", "Its place among the policies of the listener.").InRange(1).Updatable(),
        Property.Text("redirect_pool", "The pool that takes them, by name or id.").Finding(entities + "pool").Satisfying(entities + "pool").Updatable(),
        Property.Text("redirect_url", "The address that the user is sent to.").Updatable(),
    ];

    private protected override IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown)
    {
        var (hasPool, hasUrl) = (properties.IsGiven("redirect_pool", unknown), properties.IsGiven("redirect_url", unknown));
        return properties.Text("action") switch
        {
            "REJECT" when hasPool || hasUrl => ["Properties redirect_pool and redirect_url are not required when action type is set to REJECT."],
            "REDIRECT_TO_POOL" => Redirection("redirect_pool", hasPool, "redirect_url", hasUrl, "REDIRECT_TO_POOL", "REDIRECT_TO_URL"),
            "REDIRECT_TO_URL" => Redirection("redirect_url", hasUrl, "redirect_pool", hasPool, "REDIRECT_TO_URL", "REDIRECT_TO_POOL"),
            _ => [],
        };
    }

    private static IEnumerable<string> Redirection(string needed, bool hasNeeded, string other, bool hasOther, string action, string otherAction)
    {
        if (hasOther)
            yield return $"{other} property should only be specified for action with value {otherAction}.";
        if (!hasNeeded)
            yield return $"Property {needed} is required when action type is set to {action}.";
    }
}
