using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Heat;

/// <summary>OS::Heat::Delay — lets some time pass, a part of it left to chance, wherever it stands in the order of things.</summary>
public sealed class Delay : ResourceType
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::Delay")
    {
        Description = "Lets some time pass.",
        Support = SupportStatus.Since("11.0.0"),
        Properties =
        [
            Property.List("actions", "The actions that take the time.").OneOf("CREATE", "DELETE", "SUSPEND", "RESUME").DefaultsTo(ListValue.Create(["CREATE"])).Updatable(),
            Property.Number("jitter_multiplier", "How many seconds a unit of jitter has.").InRange(0).DefaultsTo(1.0).Updatable(),
            Property.Number("max_jitter", "How much more than the least time it may take.").InRange(0).DefaultsTo(0).Updatable(),
            Property.Number("min_wait", "The least time, in seconds.").InRange(0).DefaultsTo(0).Updatable(),
        ],
    };

    public override bool LeavesNoTrace => true;

    public override bool DeletesWithoutPhysicalId => true;

    public override Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var longest = LeastWait(resource) + Jitter(resource);
        return longest > resource.ActionTimeout?.TotalSeconds
            ? throw new ResourceException("StackValidationFailed", $"{Schema.Type} maximum delay {ValueText.Number(longest)}s exceeds stack timeout.")
            : Task.FromResult<string?>(null);
    }

    public override Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation) => IsOverAsync(resource, "CREATE");

    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) => Task.CompletedTask;

    public override Task<bool> IsDeletedAsync(ResourceContext resource, CancellationToken cancellation) => IsOverAsync(resource, "DELETE");

    public override Task<bool> IsSuspendedAsync(ResourceContext resource, CancellationToken cancellation) => IsOverAsync(resource, "SUSPEND");

    public override Task<bool> IsResumedAsync(ResourceContext resource, CancellationToken cancellation) => IsOverAsync(resource, "RESUME");

    private static Task<bool> IsOverAsync(ResourceContext resource, string action) => Task.FromResult(
        !resource.Properties.Get("actions").Texts().Contains(action)
        || (resource.Time.GetUtcNow() - resource.StartedAt).TotalSeconds >= LeastWait(resource) + (Jitter(resource) * Chance(resource)));

    private static double LeastWait(ResourceContext resource) => resource.Properties.Get("min_wait").AsNumber() ?? 0;

    private static double Jitter(ResourceContext resource) => (resource.Properties.Get("max_jitter").AsNumber() ?? 0) * (resource.Properties.Get("jitter_multiplier").AsNumber() ?? 1);

    // Drawn from the resource and the moment of the action, so that it stays the same however often it is asked for, and by whom.
    private static double Chance(ResourceContext resource) =>
        ((BitConverter.ToUInt32(resource.Id.ToByteArray()) ^ (ulong)resource.StartedAt.UtcTicks) * 0x9E3779B97F4A7C15UL >> 11) / (double)(1UL << 53);
}
