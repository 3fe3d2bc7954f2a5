using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Heat;

/// <summary>OS::Heat::TestResource — keeps a text, and takes its time or fails when asked to: for trying the engine out.</summary>
public sealed class TestResource : ResourceType
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::TestResource")
    {
        Description = "Keeps a text, and takes its time or fails when asked to.",
        Support = SupportStatus.Since("5.0.0"),
        Properties =
        [
            Property.Map("action_wait_secs", "How many seconds each action takes, where that differs.",
                Property.Number("create", "Seconds that creating takes.").Updatable(),
                Property.Number("delete", "Seconds that deleting takes.").Updatable(),
                Property.Number("update", "Seconds that updating takes.").Updatable()).Updatable(),
            Property.Number("attr_wait_secs", "Seconds that reading the output takes.").DefaultsTo(0).Updatable().Since("6.0.0"),
            Property.Text("client_name", "A client to ask while waiting; has no effect.").DefaultsTo("").Updatable(),
            Property.Number("constraint_prop_secs", "Seconds that validation takes; has no effect.").Satisfying("test_constr").DefaultsTo(0).Updatable().Since("6.0.0"),
            Property.Text("entity_name", "A kind of object to ask for while waiting; has no effect.").DefaultsTo("").Updatable(),
            Property.Flag("fail", "Whether creating and updating fail.").DefaultsTo(false).Updatable(),
            Property.Flag("update_replace", "Whether a change of the value replaces the resource.").DefaultsTo(false).Updatable(),
            Property.Text("update_replace_value", "A text whose change replaces the resource.").Since("7.0.0"),
            Property.Text("value", "The text to keep.").DefaultsTo("test_string").Updatable(),
            Property.Number("wait_secs", "Seconds that every action takes; -1 never ends.").DefaultsTo(0).Updatable(),
        ],
        Attributes =
        [
            Attribute.Any("output", "The text kept.").Live(),
        ],
    };

    public override bool LeavesNoTrace => true;

    public override bool DeletesWithoutPhysicalId => true;

    public override Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (IsToFail(resource))
            return Task.FromResult<string?>(null);
        resource.RecordData("value", resource.Properties.Get("value").AsText());
        return Task.FromResult<string?>(resource.PhysicalName);
    }

    public override Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(IsOver(resource, "create") && Succeeds(resource));

    public override bool NeedsReplacement(ResourceContext resource, PropertyChanges changes) =>
        changes.Contains("value") && changes.After.Get("update_replace").AsFlag() == true;

    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (changes.Contains("value") && !IsToFail(resource))
            resource.RecordData("value", resource.Properties.Get("value").AsText());
        return Task.CompletedTask;
    }

    public override Task<bool> IsUpdatedAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) =>
        Task.FromResult((!changes.Contains("value") || IsOver(resource, "update")) && Succeeds(resource));

    public override Task<bool> IsDeletedAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(IsOver(resource, "delete"));

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.Properties.Get("attr_wait_secs").AsNumber() is > 0 and var seconds)
            await Task.Delay(TimeSpan.FromSeconds(seconds), resource.Time, cancellation);
        return MapValue.Of(("output", resource.Data.GetValueOrDefault("value")));
    }

    /// <summary>True once the action has taken as long as it is told to; a negative time never ends.</summary>
    private static bool IsOver(ResourceContext resource, string action)
    {
        var properties = resource.Properties;
        var seconds = (properties.Get("action_wait_secs").AsMap()?.Get(action) ?? Value.Null).AsNumber() ?? properties.Get("wait_secs").AsNumber() ?? 0;
        return seconds >= 0 && (resource.Time.GetUtcNow() - resource.StartedAt).TotalSeconds >= seconds;
    }

    private static bool Succeeds(ResourceContext resource) =>
        IsToFail(resource) ? throw new ResourceException("ValueError", $"Test Resource failed {resource.Name}") : true;

    private static bool IsToFail(ResourceContext resource) => resource.Properties.Get("fail").AsFlag() == true;
}
