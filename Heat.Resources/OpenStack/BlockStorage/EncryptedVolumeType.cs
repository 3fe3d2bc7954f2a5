using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.BlockStorage;

/// <summary>OS::Cinder::EncryptedVolumeType — how the volumes of a type are encrypted. It is known by the type. API: Block Storage v3, /types/{id}/encryption.</summary>
public sealed class EncryptedVolumeType() : CloudObject<BlockStorageClient>("/types", null)
{
    private const string Type = "volume_type";

    public override ResourceSchema Schema { get; } = new("OS::Cinder::EncryptedVolumeType")
    {
        Description = "How the volumes of a type are encrypted.",
        Support = SupportStatus.Since("5.0.0"),
        Service = "volumev3",
        Extension = "encryption",
        Properties =
        [
            Property.Text("cipher", "The cipher.").OneOf("aes-xts-plain64", "aes-cbc-essiv").Updatable(),
            Property.Text("control_location", "Where it is encrypted.").OneOf("front-end", "back-end").DefaultsTo("front-end").Updatable(),
            Property.Integer("key_size", "The length of the key, in bits.").Updatable(),
            Property.Text("provider", "What encrypts.").Required().Updatable(),
            Property.Text(Type, "The volume type, by name or id.").Finding("cinder.vtype").Satisfying("cinder.vtype").Required(),
        ],
    };

    public override string Title => "CinderEncryptedVolumeType";

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await Client(resource).PostAsync(EncryptionOf(TypeOf(resource)), Body(resource.Properties.Without(Type).WithoutNulls()), cancellation);
        return TypeOf(resource);
    }

    /// <summary>A volume type has one encryption.</summary>
    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation) =>
        (await Client(resource).GetAsync(EncryptionOf(TypeOf(resource)), cancellation)).Has("encryption_id") ? [TypeOf(resource)] : [];

    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) =>
        changes.Any ? Client(resource).PutAsync($"{PathOf(resource)}/provider", Body(changes.Values), cancellation) : Task.CompletedTask;

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) =>
        Absence.IgnoreAsync(() => Client(resource).DeleteAsync($"{PathOf(resource)}/provider", cancellation));

    protected override string PathOf(ResourceContext resource) => EncryptionOf(resource.RequiredPhysicalId);

    private string EncryptionOf(string type) => $"{CollectionPath}/{ServiceClient.Segment(type)}/encryption";

    private static string TypeOf(ResourceContext resource) => resource.Properties.Text(Type) ?? "";

    private static MapValue Body(MapValue encryption) => MapValue.Of(("encryption", encryption));
}
