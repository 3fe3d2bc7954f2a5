using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Image;

/// <summary>OS::Glance::WebImage — an image that the service fetches from the web. API: Image v2, /images and /images/{id}/import.</summary>
public sealed class WebImage : GlanceResource
{
    public override ResourceSchema Schema { get; } = new("OS::Glance::WebImage")
    {
        Description = "An image that the service fetches from the web.",
        Support = SupportStatus.Since("12.0.0"),
        Service = "image",
        Properties =
        [
            Property.Flag("active", "Whether the data can be read.").DefaultsTo(true).Updatable().Since("16.0.0"),
            Property.Text("architecture", "The architecture of the processors that it runs on.").Updatable(),
            Property.Text("container_format", "The format of what is around the disk.").OneOf("ami", "ari", "aki", "bare", "ovf", "ova", "docker").Required(),
            Property.Text("disk_format", "The format of the disk.").OneOf("ami", "ari", "aki", "vhd", "vhdx", "vmdk", "raw", "qcow2", "vdi", "iso", "ploop").Required(),
            Property.Map("extra_properties", "More facts about the image.").DefaultsTo(MapValue.Empty).Updatable().Since("17.0.0"),
            Property.Text("id", "The id; one is made up when it is left out."),
            Property.Text("kernel_id", "The kernel that the image needs.").Matching(@"^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$").Updatable(),
            Property.Text("location", "Where the data is.").Required(),
            Property.List("members", "The projects that the image is shared with.", Property.Text("*")).Updatable().Since("16.0.0"),
            Property.Integer("min_disk", "The smallest disk that it runs on, in GB.").InRange(0).DefaultsTo(0),
            Property.Integer("min_ram", "The least memory that it runs with, in MB.").InRange(0).DefaultsTo(0),
            Property.Text("name", "The name."),
            Property.Text("os_distro", "The name of the operating system.").Updatable(),
            Property.Text("os_version", "The version of the operating system.").Updatable(),
            Property.Text("owner", "The project that owns it.").Updatable(),
            Property.Flag("protected", "Whether it is safe from deletion.").DefaultsTo(false).Updatable(),
            Property.Text("ramdisk_id", "The ramdisk that the image needs.").Matching(@"^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$").Updatable(),
            Property.List("tags", "Words to mark it with.").Updatable(),
            Property.Text("visibility", "Who can see it.").OneOf("public", "private", "community", "shared").DefaultsTo("private").Updatable(),
        ],
    };

    protected override IReadOnlyList<string> Apart { get; } = ["active", "location", "members"];

    public override async Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation)
    {
        var faults = await base.ValidateAsync(properties, unknown, cloud, cancellation);
        return properties.Has("members") && properties.Text("visibility") != "shared" && !unknown.Contains("visibility")
            ? [.. faults, "members property can only be specified with visibility property value shared."]
            : faults;
    }

    public override async Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var image = await ShowAsync(resource, cancellation);
        if (image.Text("status") == "deactivated")
            return !WantsActive(resource.Properties);
        if (!IsReady(image))
            return false;
        if (!WantsActive(resource.Properties))
            await ActAsync(resource, "deactivate", cancellation);
        return true;
    }

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (changes.Contains("active"))
            await ActAsync(resource, WantsActive(changes.After) ? "reactivate" : "deactivate", cancellation);
        await base.UpdateAsync(resource, changes, cancellation);
        if (changes.Contains("members"))
            await ReplaceMembersAsync(resource, changes, cancellation);
    }

    public override async Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await base.FinishCreationAsync(resource, cancellation);
        var wanted = resource.Properties.Get("members").Texts().ToList();
        if (wanted.Count == 0)
            return;
        var present = (await Client(resource).ListAsync(PathOf(resource) + "/members", "members", cancellation)).Select(member => member.Text("member_id")).OfType<string>();
        await AddMembersAsync(resource, wanted.Except(present), cancellation);
    }

    protected override async Task GiveDataAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var method = MapValue.Of(("name", "web-download"), ("uri", resource.Properties.Get("location")));
        await Client(resource).PostAsync(PathOf(resource) + "/import", MapValue.Of(("method", method)), cancellation);
    }

    private static bool WantsActive(MapValue properties) => properties.Get("active").AsFlag() != false;

    private Task ActAsync(ResourceContext resource, string action, CancellationToken cancellation) =>
        Client(resource).ActAsync(resource.RequiredPhysicalId, action, cancellation);

    private async Task ReplaceMembersAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        var (before, after) = (changes.Before.Get("members").Texts().ToHashSet(), changes.After.Get("members").Texts().ToHashSet());
        await AddMembersAsync(resource, after.Except(before), cancellation);
        foreach (var member in before.Except(after))
            await Absence.IgnoreAsync(() => Client(resource).DeleteAsync($"{PathOf(resource)}/members/{ServiceClient.Segment(member)}", cancellation));
    }

    private async Task AddMembersAsync(ResourceContext resource, IEnumerable<string> members, CancellationToken cancellation)
    {
        foreach (var member in members)
            await Client(resource).PostAsync(PathOf(resource) + "/members", MapValue.Of(("member", member)), cancellation);
    }
}
