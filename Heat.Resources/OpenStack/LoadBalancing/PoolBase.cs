using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>A pool, whichever service it is of: members that share the requests of a listener.</summary>
public abstract class PoolBase<TClient>() : BalancingObject<TClient>("pools", "pool")
    where TClient : ServiceClient
{
    /// <param name="entities">What the names of the service's kinds of objects begin with.</param>
    private protected static IReadOnlyList<PropertySchema> Common(string entities) =>
    [
        Property.Flag("admin_state_up", "Whether it is switched on.").DefaultsTo(true).Updatable(),
        Property.Text("description", "What it is for.").DefaultsTo("").Updatable(),
        Property.Text("listener", "The listener, by name or id.").Finding(entities + "listener").Satisfying(entities + "listener"),
        Property.Text("name", "The name shown to people; one is made up when it is left out.").Updatable(),
    ];

    private protected override IEnumerable<string> Faults(MapValue properties, IReadOnlySet<string> unknown)
    {
        if (!properties.IsGiven("listener", unknown) && !properties.IsGiven("loadbalancer", unknown))
            yield return PropertyRules.Unspecified("listener", "loadbalancer");
        if (properties.Get("session_persistence") is not MapValue persistence)
            yield break;
        var hasCookie = persistence.Has("cookie_name");
        if (persistence.Text("type") == "APP_COOKIE" && !hasCookie)
            yield return "Property cookie_name is required when session_persistence type is set to APP_COOKIE.";
        if (persistence.Text("type") == "SOURCE_IP" && hasCookie)
            yield return "Property cookie_name must NOT be specified when session_persistence type is set to SOURCE_IP.";
    }

    private protected override MapValue ForService(MapValue properties) =>
        base.ForService(properties.Get("session_persistence") is MapValue persistence ? properties.With("session_persistence", persistence.WithoutNulls()) : properties);
}
