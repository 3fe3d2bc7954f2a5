using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Image;

/// <summary>OS::Glance::Image — an image whose data is somewhere already. API: Image v2, /images with locations.</summary>
public sealed class LocatedImage : GlanceResource
{
    public override ResourceSchema Schema { get; } = new("OS::Glance::Image")
    {
        Description = "An image whose data is somewhere already.",
        Support = SupportStatus.Since("2014.2").DeprecatedIn("8.0.0"),
        Service = "image",
        Properties =
        [
            Property.Text("architecture", "The architecture of the processors that it runs on.").Updatable().Since("7.0.0"),
            Property.Text("container_format", "The format of what is around the disk.").OneOf("ami", "ari", "aki", "bare", "ova", "ovf").Required(),
            Property.Text("disk_format", "The format of the disk.").OneOf("ami", "ari", "aki", "vhd", "vmdk", "raw", "qcow2", "vdi", "iso").Required(),
            Property.Map("extra_properties", "More facts about the image.").DefaultsTo(MapValue.Empty).Updatable().Since("7.0.0"),
            Property.Text("id", "The id; one is made up when it is left out."),
            Property.Flag("is_public", "Whether everybody can see it.").DefaultsTo(false),
            Property.Text("kernel_id", "The kernel that the image needs.").Matching(@"^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$").Updatable().Since("7.0.0"),
            Property.Text("location", "Where the data is.").Required(),
            Property.Integer("min_disk", "The smallest disk that it runs on, in GB.").InRange(0).DefaultsTo(0),
            Property.Integer("min_ram", "The least memory that it runs with, in MB.").InRange(0).DefaultsTo(0),
            Property.Text("name", "The name."),
            Property.Text("os_distro", "The name of the operating system.").Updatable().Since("7.0.0"),
            Property.Text("owner", "The project that owns it.").Updatable().Since("7.0.0"),
            Property.Flag("protected", "Whether it is safe from deletion.").DefaultsTo(false),
            Property.Text("ramdisk_id", "The ramdisk that the image needs.").Matching(@"^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$").Updatable().Since("7.0.0"),
            Property.List("tags", "Words to mark it with.").Updatable().Since("7.0.0"),
        ],
    };

    protected override IReadOnlyList<string> Apart { get; } = ["is_public", "location"];

    protected override MapValue Fields(MapValue properties) => properties.ContainsKey("is_public")
        ? base.Fields(properties).With("visibility", properties.Is("is_public") ? "public" : "private")
        : base.Fields(properties);

    protected override Task GiveDataAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var location = MapValue.Of(("url", resource.Properties.Get("location")), ("metadata", MapValue.Empty));
        var operation = MapValue.Of(("op", "add"), ("path", "/locations/-"), ("value", location));
        return Client(resource).ChangeImageAsync(resource.RequiredPhysicalId, ListValue.Create([operation]), cancellation);
    }
}
