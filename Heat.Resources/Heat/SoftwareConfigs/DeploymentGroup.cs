using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Values;
using Heat.Resources.Heat.Groups;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>What groups of deployments of both kinds have in common: one deployment for each of several servers, in a stack of their own.</summary>
public abstract class DeploymentGroup : NestedStackType
{
    private const string Servers = "servers";

    private static readonly IReadOnlyList<PropertySchema> s_batch =
    [
        Property.Integer("max_batch_size", "How many deployments are under way at the same time.").InRange(1).DefaultsTo(1),
        Property.Number("pause_time", "How many seconds pass between two batches.").InRange(0).DefaultsTo(0),
    ];

    private protected static PropertySchema ServersProperty { get; } = Property.Map(Servers, "The ids of the servers by name.").Required().Updatable();

    private protected static IReadOnlyList<AttributeSchema> GroupAttributes { get; } =
    [
        Attribute.Map("deploy_status_codes", "The status codes that the tools ended with, by server."),
        Attribute.Map("deploy_stderrs", "What the tools wrote to their error outputs, by server."),
        Attribute.Map("deploy_stdouts", "What the tools wrote to their outputs, by server."),
    ];

    private protected static IReadOnlyList<PropertySchema> Policies { get; } =
    [
        Property.Map("batch_create", "Creates the deployments in batches.", [.. s_batch]).Since("7.0.0"),
        Property.Map("rolling_update", "Changes the deployments in batches.", [.. s_batch]).Since("7.0.0"),
    ];

    /// <summary>The type of each deployment.</summary>
    private protected abstract string MemberType { get; }

    /// <summary>The outputs of the configuration are attributes too, by server.</summary>
    public override bool HasAttribute(string name) => true;

    public override Task<NestedStackContent?> ContentForValidationAsync(string resource, MapValue properties, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult(properties.Get(Servers) is MapValue { Count: > 0 } ? GroupTemplate.Content(Members(properties)) : null);

    public override Task<IReadOnlyList<NestedStackContent>> ContentsAsync(ResourceContext resource, NestedStackView? existing, CancellationToken cancellation) =>
        Task.FromResult(Contents(resource, existing));

    private IReadOnlyList<NestedStackContent> Contents(ResourceContext resource, NestedStackView? existing)
    {
        var wanted = Members(resource.Properties);
        var before = existing is null ? MapValue.Empty : MapValue.Create(existing.Members.Select(name => KeyValuePair.Create(name, existing.MemberDefinition(name))));
        if (resource.UpdatePolicy.Get(existing is null ? "batch_create" : "rolling_update") is not MapValue policy)
            return [GroupTemplate.Content(wanted)];
        var changed = wanted.Where(member => before.Get(member.Key) != member.Value).Chunk((int)(policy.Get("max_batch_size").AsInteger() ?? 1)).ToList();
        if (changed.Count == 0)
            return [GroupTemplate.Content(wanted)];
        var pause = TimeSpan.FromSeconds(policy.Get("pause_time").AsNumber() ?? 0);
        var kept = MapValue.Create(before.Where(member => wanted.ContainsKey(member.Key)));
        return [.. changed.Select((batch, number) => GroupTemplate.Content(kept = kept.With(batch)) with { Pause = number < changed.Count - 1 ? pause : TimeSpan.Zero })];
    }

    public override Value GetAttribute(string resource, MapValue data, NestedStackView stack, string attribute, IReadOnlyList<Value> path)
    {
        if (IsOfMember(attribute))
            return OfMember(stack, attribute, path, member => new ResourceException("NotFound", $"Member '{member}' not found in group resource '{resource}'."));
        // The attributes of the group are named after those of its members, in the plural.
        var ofMember = Schema.FindAttribute(attribute) is null ? attribute : attribute.TrimEnd('s');
        return Select(ByMember(stack.Members, name => stack.MemberAttribute(name, ofMember, [])), path);
    }

    private MapValue Members(MapValue properties)
    {
        var shared = properties.Without(Servers).WithoutNulls();
        return MapValue.Create((properties.Get(Servers).AsMap() ?? MapValue.Empty).Select(server => KeyValuePair.Create(
            server.Key,
            (Value)MapValue.Of(("type", MemberType), ("properties", shared.With("server", server.Value))))));
    }
}
