using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>What can be wrong with the properties of a server beyond their schema.</summary>
internal static class ServerValidation
{
    private static readonly string[] s_sources = ["volume_id", "snapshot_id", "image", "swap_size", "ephemeral_size", "ephemeral_format"];

    public static async Task<IReadOnlyList<string>> FaultsAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation) =>
    [
        .. DeviceFaults(properties, unknown),
        .. unknown.Contains("networks") ? [] : NetworkFaults(properties, unknown),
        .. await FittingFaultsAsync(properties, cloud, cancellation),
        .. await LimitFaultsAsync(properties, cloud, cancellation),
    ];

    private static IEnumerable<string> DeviceFaults(MapValue properties, IReadOnlySet<string> unknown)
    {
        if (unknown.Contains("block_device_mapping") || unknown.Contains("block_device_mapping_v2"))
            yield break;
        var first = properties.Get("block_device_mapping").Maps().ToList();
        var second = properties.Get("block_device_mapping_v2").Maps().ToList();
        if (first.Count > 0 && second.Count > 0)
            yield return PropertyRules.Conflict("block_device_mapping", "block_device_mapping_v2");
        foreach (var mapping in first)
            if (mapping.Has("volume_id") && mapping.Has("snapshot_id"))
                yield return PropertyRules.Conflict("volume_id", "snapshot_id");
        foreach (var mapping in second)
        {
            var sources = s_sources.Count(mapping.Has) - (mapping.Has("ephemeral_size") && mapping.Has("ephemeral_format") ? 1 : 0);
            if (sources > 1)
                yield return PropertyRules.Conflict(s_sources);
        }
        var hasImage = properties.IsGiven("image", unknown);
        var bootable = second.Count(mapping => !mapping.Has("swap_size") && !mapping.Has("ephemeral_size") && !mapping.Has("ephemeral_format") && (mapping.Get("boot_index").AsInteger() ?? 0) == 0);
        if (!hasImage && bootable == 0 && first.All(mapping => mapping.Text("device_name") != "vda"))
            yield return "Neither image nor bootable volume is specified for instance";
        if (second.Count > 0 && bootable + (hasImage ? 1 : 0) > 1)
            yield return "Multiple bootable sources for instance.";
    }

    private static IEnumerable<string> NetworkFaults(MapValue properties, IReadOnlySet<string> unknown)
    {
        var networks = properties.Get("networks").Maps().Select(network => network.WithoutNulls()).ToList();
        if (ServerPorts.Allocation(networks) is not null && networks.Count != 1)
            yield return "Property \"allocate_network\" can not be specified if multiple network interfaces set for server.";
        if (networks.Any(network => network.Has("port")) && properties.Has("security_groups") && !unknown.Contains("security_groups"))
            yield return PropertyRules.Conflict("security_groups", "networks/port");
        foreach (var fault in networks.SelectMany(EntryFaults))
            yield return fault;
    }

    private static IEnumerable<string> EntryFaults(MapValue network)
    {
        if (!network.Has("network") && !network.Has("port") && !network.Has("subnet") && !network.Has("allocate_network"))
            yield return "One of the properties \"network\", \"port\", \"allocate_network\" or \"subnet\" should be set for the specified network of server.";
        if (network.Has("allocate_network") && network.Keys.Any(key => key != "allocate_network" && network.Has(key)))
            yield return "Can not specify \"allocate_network\" with other keys of networks at the same time.";
        if (network.Has("fixed_ip") && network.Has("port"))
            yield return PropertyRules.Conflict("networks/fixed_ip", "networks/port");
        if (network.Has("floating_ip") && network.Has("network") && !network.Has("port") && !network.Has("subnet"))
            yield return "Property \"floating_ip\" is not supported if only \"network\" is specified, because the corresponding port can not be retrieved.";
    }

    /// <summary>The image runs, and the flavor is large enough for it. What doesn't exist yet can't be judged.</summary>
    private static async Task<IReadOnlyList<string>> FittingFaultsAsync(MapValue properties, ICloudSession cloud, CancellationToken cancellation)
    {
        if (!properties.Has("image") || !properties.Has("flavor"))
            return [];
        try
        {
            var imageId = await cloud.FindIdAsync("glance.image", properties.Text("image")!, cancellation);
            var flavorId = await cloud.FindIdAsync("nova.flavor", properties.Text("flavor")!, cancellation);
            var image = await cloud.Service<ImageClient>().GetImageAsync(imageId, cancellation);
            var flavor = (await cloud.Service<ComputeClient>().GetAsync($"/flavors/{ServiceClient.Segment(flavorId)}", cancellation)).Get("flavor").AsMap() ?? MapValue.Empty;
            return FittingFault(image, flavor, properties) is { } fault ? [fault] : [];
        }
        catch (CloudException missing) when (missing.Nature == FailureNature.NotFound)
        {
            return [];
        }
    }

    private static string? FittingFault(MapValue image, MapValue flavor, MapValue properties)
    {
        if (!string.Equals(image.Text("status"), "active", StringComparison.OrdinalIgnoreCase))
            return $"Image status is required to be active not {image.Text("status")}.";
        if (flavor.Get("ram").AsInteger() < image.Get("min_ram").AsInteger())
            return $"Image {properties.Text("image")} requires {image.Get("min_ram")} minimum ram. Flavor {properties.Text("flavor")} has only {flavor.Get("ram")}.";
        return flavor.Get("disk").AsInteger() < image.Get("min_disk").AsInteger()
            ? $"Image {properties.Text("image")} requires {image.Get("min_disk")} GB minimum disk space. Flavor {properties.Text("flavor")} has only {flavor.Get("disk")} GB."
            : null;
    }

    private static async Task<IReadOnlyList<string>> LimitFaultsAsync(MapValue properties, ICloudSession cloud, CancellationToken cancellation)
    {
        if (!properties.Has("metadata") && !properties.Has("personality"))
            return [];
        var limits = (await cloud.Service<ComputeClient>().GetAsync("/limits", cancellation)).Get("limits").AsMap()?.Get("absolute").AsMap() ?? MapValue.Empty;
        List<string> faults = [];
        if (IsOver(properties.Get("metadata").AsMap()?.Count, limits.Get("maxServerMeta")))
            faults.Add($"Instance metadata must not contain greater than {limits.Get("maxServerMeta")} entries.  This is the maximum number allowed by your service provider");
        var files = properties.Get("personality").AsMap() ?? MapValue.Empty;
        if (IsOver(files.Count, limits.Get("maxPersonality")))
            faults.Add($"The personality property may not contain greater than {limits.Get("maxPersonality")} entries.");
        var large = files.Where(file => IsOver(System.Text.Encoding.UTF8.GetByteCount(file.Value.AsText() ?? ""), limits.Get("maxPersonalitySize")));
        faults.AddRange(large.Select(file => $"The contents of personality file \"{file.Key}\" is larger than the maximum allowed personality file size ({limits.Get("maxPersonalitySize")} bytes)."));
        return faults;
    }

    /// <summary>A limit of -1 is none.</summary>
    private static bool IsOver(int? count, Value limit) => limit.AsInteger() is >= 0 and var maximum && count > maximum;
}
