using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>OS::Nova::KeyPair — a key that opens servers. API: Compute v2.1, /os-keypairs.</summary>
public sealed class KeyPair() : CloudObject<ComputeClient>("/os-keypairs", "keypair")
{
    private const string PrivateKey = "private_key";
    private const string TypeMicroversion = "2.2";
    private const string UserMicroversion = "2.10";

    public override ResourceSchema Schema { get; } = new("OS::Nova::KeyPair")
    {
        Description = "A key that opens servers.",
        Support = SupportStatus.Since("2014.1"),
        Service = "compute",
        Properties =
        [
            Property.Text("name", "The name of the key pair.").OfLength(1, 255).Required(),
            Property.Text("public_key", "The public half; both halves are generated when it is left out."),
            Property.Flag("save_private_key", "Whether a generated private half is kept, to be read as an attribute.").DefaultsTo(false),
            Property.Text("type", "The kind of key.").OneOf("ssh", "x509").Since("8.0.0"),
            Property.Text("user", "The user whose key it is; only administrators choose one.").Finding("keystone.user").Satisfying("keystone.user").Since("9.0.0"),
        ],
        Attributes =
        [
            Attribute.Text("private_key", "The private half, if it was kept.").Live(),
            Attribute.Text("public_key", "The public half."),
        ],
    };

    public override bool SupportsCheck => true;

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var properties = resource.Properties;
        var body = MapValue.Of(
            ("name", properties.Get("name")),
            ("public_key", properties.Has("public_key") ? properties.Get("public_key") : Value.Null),
            ("type", properties.Get("type")),
            ("user_id", properties.Get("user"))).WithoutNulls();
        var created = Unwrapped(await Speaking(resource).PostAsync(CollectionPath, Wrapped(body), cancellation));
        if (properties.Is("save_private_key") && created.Has(PrivateKey))
            resource.RecordData(PrivateKey, created.Text(PrivateKey));
        return created.Text("name");
    }

    /// <summary>The private half is told only once: a pair whose private half was to be kept, and was lost, is made again.</summary>
    public override async Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (!resource.Properties.Is("save_private_key") || resource.Properties.Has("public_key") || resource.Data.ContainsKey(PrivateKey))
            return;
        await DeleteAsync(resource, cancellation);
        await CreateAsync(resource, cancellation);
    }

    /// <summary>A key pair goes by its name.</summary>
    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var name = resource.Properties.Text("name") ?? "";
        var found = await Speaking(resource).TryGetAsync($"{CollectionPath}/{ServiceClient.Segment(name)}{QueryOf(resource)}", "keypair", cancellation);
        return found is null ? [] : CreatedSince.Ids(resource, [found.With("id", name)]);
    }

    /// <summary>The replacement takes the same name.</summary>
    public override Task PrepareForReplacementAsync(ResourceContext resource, CancellationToken cancellation) =>
        resource.PhysicalId is null ? Task.CompletedTask : DeleteAsync(resource, cancellation);

    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) =>
        await Absence.IgnoreAsync(() => Speaking(resource).DeleteAsync(PathOf(resource), cancellation));

    public override Task CheckAsync(ResourceContext resource, CancellationToken cancellation) => Speaking(resource).GetAsync(PathOf(resource), cancellation);

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is null)
            return MapValue.Empty;
        var shown = Unwrapped(await Speaking(resource).GetAsync(PathOf(resource), cancellation));
        return MapValue.Of(
            ("public_key", resource.Properties.Has("public_key") ? resource.Properties.Get("public_key") : shown.Get("public_key")),
            (PrivateKey, resource.Data.GetValueOrDefault(PrivateKey, "")),
            ("show", shown));
    }

    protected override string PathOf(ResourceContext resource) => base.PathOf(resource) + QueryOf(resource);

    private static string QueryOf(ResourceContext resource) => resource.Properties.Text("user") is { Length: > 0 } user ? $"?user_id={ServiceClient.Segment(user)}" : "";

    /// <summary>The client at the least version that knows what is asked of it.</summary>
    private static ComputeClient Speaking(ResourceContext resource) =>
        resource.Properties.Has("user") ? Client(resource).At(UserMicroversion)
        : resource.Properties.Has("type") ? Client(resource).At(TypeMicroversion)
        : Client(resource);
}
