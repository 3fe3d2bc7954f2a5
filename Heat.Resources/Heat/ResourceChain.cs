using System.Globalization;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Values;
using Heat.Resources.Heat.Groups;

namespace Heat.Resources.Heat;

/// <summary>OS::Heat::ResourceChain — one resource of each type in a list, all with the same properties, made one after another or all at once.</summary>
public sealed class ResourceChain : NumberedMembers
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::ResourceChain")
    {
        Description = "Resources of several types that share their properties.",
        Support = SupportStatus.Since("6.0.0"),
        Properties =
        [
            Property.Flag("concurrent", "Whether all are made at once; otherwise each waits for the one before it.").DefaultsTo(false),
            Property.Map("resource_properties", "The properties that every resource is given."),
            Property.List("resources", "The types, in the order in which they are made.").Required().Updatable(),
        ],
        Attributes =
        [
            Attribute.Map("attributes", "One attribute of every member, by member."),
            Attribute.List("refs", "What the members refer to."),
        ],
    };

    public override Task<NestedStackContent?> ContentForValidationAsync(string resource, MapValue properties, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult<NestedStackContent?>(Content(properties));

    public override Task<IReadOnlyList<NestedStackContent>> ContentsAsync(ResourceContext resource, NestedStackView? existing, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<NestedStackContent>>([Content(resource.Properties)]);

    private static NestedStackContent Content(MapValue properties)
    {
        var isConcurrent = properties.Get("concurrent").AsFlag() == true;
        var shared = properties.Get("resource_properties").AsMap() ?? MapValue.Empty;
        var types = properties.Get("resources").AsList() ?? ListValue.Empty;
        return GroupTemplate.Content(MapValue.Create(types.Select((type, place) =>
        {
            var definition = MapValue.Of(("type", ValueText.Plain(type)), ("properties", shared));
            return KeyValuePair.Create(NameAt(place), (Value)(isConcurrent || place == 0 ? definition : definition.With("depends_on", NameAt(place - 1))));
        })));
    }

    private static string NameAt(int place) => place.ToString(CultureInfo.InvariantCulture);
}
