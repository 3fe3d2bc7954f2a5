using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.LoadBalancing;

/// <summary>A health monitor, whichever service it is of: asks the members of a pool whether they are well.</summary>
public abstract class HealthMonitorBase<TClient>() : BalancingObject<TClient>("healthmonitors", "healthmonitor")
    where TClient : ServiceClient
{
    /// <param name="entities">What the names of the service's kinds of objects begin with.</param>
    private protected static IReadOnlyList<PropertySchema> Common(string entities) =>
    [
        Property.Flag("admin_state_up", "Whether it is switched on.").DefaultsTo(true).Updatable(),
        Property.Integer("delay", "Seconds between two questions.").InRange(0).Required().Updatable(),
        Property.Integer("max_retries", "How many good answers make a member healthy.").InRange(1, 10).Required().Updatable(),
        Property.Text("pool", "The pool, by name or id.").Finding(entities + "pool").Satisfying(entities + "pool").Required(),
        Property.Text("tenant_id", "The project that owns it; only administrators choose one."),
        Property.Integer("timeout", "Seconds to wait for an answer.").InRange(0).Required().Updatable(),
    ];

    /// <summary>A pool has one at most.</summary>
    private protected override bool IsSame(MapValue found, MapValue body) => found.Get("pools").Maps().Ids().Contains(body.Text("pool_id"));
}
