using System.Globalization;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Values;

namespace Heat.Resources.Heat.Groups;

/// <summary>Groups of a size that changes: members are all alike and have names of their own, and the oldest go first.</summary>
public abstract class ScalingGroup : ScalableStackType
{
    // The size that an update set out from stays with the resource until the update is over: meanwhile the group may be larger, and somebody else may have to go on.
    private const string SizeKey = "size_before_update";
    private const string CooldownEnd = "cooldown_end";
    private const string IsScaling = "scaling_in_progress";

    public override Task<NestedStackContent?> ContentForValidationAsync(string resource, MapValue properties, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult(DefinitionForValidation(properties) is { } definition ? GroupTemplate.Content(MapValue.Of(("member", definition))) : null);

    public override async Task<IReadOnlyList<NestedStackContent>> ContentsAsync(ResourceContext resource, NestedStackView? existing, CancellationToken cancellation)
    {
        var definition = await DefinitionAsync(resource, cancellation);
        var members = ScaledMembers.Of(existing);
        return existing is null || resource.PreviousStatus.StartsWith("INIT", StringComparison.Ordinal)
            ? [GroupTemplate.Content(members.Resized(InitialSize(resource.Properties), definition).AllWith(definition).ToResources())]
            : Update(resource, existing, members, definition);
    }

    public override void NoteCompletion(ResourceContext resource, NestedStackView stack)
    {
        resource.RecordData(SizeKey, null);
        NoteScaled(resource, null, $"ExactCapacity : {ScaledMembers.InService(stack).Count}");
    }

    public override int SizeAfter(ScalingAdjustment adjustment, string resource, MapValue properties, MapValue metadata, NestedStackView stack, DateTimeOffset now)
    {
        var size = ScaledMembers.InService(stack).Count;
        var (minimum, maximum) = Bounds(properties);
        var wanted = adjustment.Applied(size, minimum, maximum);
        if (wanted == size)
            throw ResourceException.NoActionRequired(resource, "due to no change in capacity");
        if (metadata.Get(CooldownEnd).AsMap()?.Keys.FirstOrDefault() is { } end && string.CompareOrdinal(Moment(now), end) < 0)
            throw ResourceException.NoActionRequired(resource, $"due to cooldown, cooldown {adjustment.Cooldown ?? Cooldown(properties)}");
        return wanted;
    }

    public override bool IsSizedByTemplate(MapValue properties) => WantedSize(properties) is > 0;

    public override async Task<NestedStackContent> ContentOfSizeAsync(ResourceContext resource, NestedStackView stack, int size, CancellationToken cancellation) =>
        GroupTemplate.Content(ScaledMembers.Of(stack).Resized(Bounded(size, resource.Properties), await DefinitionAsync(resource, cancellation)).ToResources());

    public override void NoteScaling(ResourceContext resource) => resource.RecordMetadata(resource.Metadata.With(IsScaling, true));

    public override void NoteScaled(ResourceContext resource, double? cooldown, string reason)
    {
        var end = Moment(resource.Time.GetUtcNow() + TimeSpan.FromSeconds(Math.Max(cooldown ?? Cooldown(resource.Properties) ?? 0, 0)));
        if (resource.Metadata.Get(CooldownEnd).AsMap()?.Keys.FirstOrDefault() is { } before && string.CompareOrdinal(before, end) > 0)
            end = before;
        resource.RecordMetadata(resource.Metadata.With(CooldownEnd, MapValue.Of((end, reason))).With(IsScaling, false));
    }

    public override void NoteScalingFailed(ResourceContext resource) => resource.RecordMetadata(resource.Metadata.With(IsScaling, false));

    /// <summary>The definition that every member has.</summary>
    protected abstract Task<Value> DefinitionAsync(ResourceContext resource, CancellationToken cancellation);

    /// <summary>The definition of a member as far as it is known before there is a stack; null when that can't be told.</summary>
    protected abstract Value? DefinitionForValidation(MapValue properties);

    /// <summary>The size that the template asks for; null, or none, when it leaves that to policies.</summary>
    protected abstract long? WantedSize(MapValue properties);

    /// <summary>The least and the greatest size.</summary>
    protected abstract (int Minimum, int Maximum) Bounds(MapValue properties);

    /// <summary>Seconds between two changes of the size.</summary>
    protected abstract double? Cooldown(MapValue properties);

    private protected abstract RollingPolicy? PolicyOf(ResourceContext resource);

    private int Bounded(int size, MapValue properties)
    {
        var (minimum, maximum) = Bounds(properties);
        return Math.Max(Math.Min(size, maximum), minimum);
    }

    private int InitialSize(MapValue properties) => WantedSize(properties) is > 0 and var wanted ? (int)wanted : Bounds(properties).Minimum;

    private IReadOnlyList<NestedStackContent> Update(ResourceContext resource, NestedStackView existing, ScaledMembers members, Value definition)
    {
        var policy = PolicyOf(resource);
        var isRolling = policy is not null && !members.AllHave(definition);
        var before = SizeBefore(resource) ?? (isRolling ? members.Count : ScaledMembers.InService(existing).Count);
        resource.RecordData(SizeKey, before.ToString(CultureInfo.InvariantCulture));

        // Asked for none, the group stays as large as it is: so does the reference.
        var asked = WantedSize(resource.Properties) is > 0 and var wanted ? (int)wanted : before;
        var size = Bounded(asked, resource.Properties);
        var stages = isRolling ? members.Renewed(Math.Min(asked, before), definition, policy!.BatchSize, policy.MinimumInService).ToList() : [];
        var last = (stages.Count > 0 ? stages[^1] : members).Resized(size, definition);
        return GroupTemplate.Series(resource, stages.Select(stage => stage.ToResources()), last.ToResources(), policy?.Pause ?? 0);
    }

    private static int? SizeBefore(ResourceContext resource) =>
        resource.Data.TryGetValue(SizeKey, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;

    private static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
