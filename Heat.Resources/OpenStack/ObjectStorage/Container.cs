using System.Globalization;
using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.ObjectStorage;

/// <summary>OS::Swift::Container — a container of objects. API: Object Storage v1.</summary>
public sealed class Container : ContainerResource
{
    private const string Read = "X-Container-Read";
    private const string Write = "X-Container-Write";
    private const string ContainerFacts = "X-Container-Meta";
    private const string AccountFacts = "X-Account-Meta";
    private const string Purge = "PurgeOnDelete";

    public override ResourceSchema Schema { get; } = new("OS::Swift::Container")
    {
        Description = "A container of objects.",
        Service = "object-store",
        Properties =
        [
            Property.Flag(Purge, "Whether its objects are deleted with it; otherwise a container with objects isn't deleted.").DefaultsTo(false).Since("2015.1"),
            Property.Map(AccountFacts, "Facts to note with the account.").DefaultsTo(MapValue.Empty),
            Property.Map(ContainerFacts, "Facts to note with the container.").DefaultsTo(MapValue.Empty),
            Property.Text(Read, "Who may read the objects."),
            Property.Text(Write, "Who may write objects."),
            Property.Text("name", "The name; one is made up when it is left out."),
        ],
        Attributes =
        [
            Attribute.Integer("BytesUsed", "The size of all its objects."),
            Attribute.Text(DomainName, "The name of the host that serves it."),
            Attribute.Map("HeadContainer", "All that the service tells of it."),
            Attribute.Integer("ObjectCount", "How many objects it holds."),
            Attribute.Text("RootURL", "The address of the account."),
            Attribute.Text(WebsiteUrl, "The address of the container."),
        ],
    };

    public override string Title => "SwiftContainer";

    public override bool SupportsCheck => true;

    public override async Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var facts = Facts(AccountFacts + "-", resource.Properties.Get(AccountFacts).AsMap() ?? MapValue.Empty).ToList();
        if (facts.Count > 0)
            await Store(resource).ChangeAccountAsync(facts, cancellation);
    }

    public override Task CheckAsync(ResourceContext resource, CancellationToken cancellation) => Store(resource).ReadContainerAsync(resource.RequiredPhysicalId, cancellation);

    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (!resource.Properties.Is(Purge) && await ObjectsAsync(resource, cancellation) is { Count: > 0 })
            throw new ResourceException("ResourceActionNotSupported", $"Deleting non-empty container ({resource.PhysicalId}) when {Purge} is False is not supported for resource.");
    }

    /// <summary>The objects go one page after another, and then the container.</summary>
    public override async Task<bool> IsDeletedAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is null || await ObjectsAsync(resource, cancellation) is not { } objects)
            return true;
        foreach (var name in objects)
            await Clients.Absence.IgnoreAsync(() => Store(resource).DeleteObjectAsync(resource.PhysicalId, name, cancellation));
        if (objects.Count == 0)
            await DeleteContainerAsync(resource, cancellation);
        return objects.Count == 0;
    }

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is null)
            return MapValue.Empty;
        var told = await Store(resource).ReadContainerAsync(resource.PhysicalId, cancellation);
        var account = await Store(resource).AccountAddressAsync(cancellation);
        var root = account.AbsoluteUri.TrimEnd('/');
        return MapValue.Of(
            ("BytesUsed", Number(told.Text("x-container-bytes-used"))),
            (DomainName, account.Host),
            ("HeadContainer", told),
            ("ObjectCount", Number(told.Text("x-container-object-count"))),
            ("RootURL", root),
            (WebsiteUrl, $"{root}/{resource.PhysicalId}"),
            ("show", told));
    }

    private protected override string NameOf(ResourceContext resource) => resource.Properties.Has("name") ? resource.Properties.Text("name")! : resource.PhysicalName;

    private protected override IReadOnlyList<(string Name, string Value)> Headers(ResourceContext resource) =>
    [
        .. Facts(ContainerFacts + "-", resource.Properties.Get(ContainerFacts).AsMap() ?? MapValue.Empty),
        .. Facts("", MapValue.Create(resource.Properties.Where(property => property.Key is Read or Write && !property.Value.IsNull))),
    ];

    private static Value Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Value.Null;
}
