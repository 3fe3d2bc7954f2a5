using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.OpenStack.Network;

/// <summary>Reads network facts from the resources of the same template, for implicit dependencies.</summary>
internal static class Siblings
{
    public static IEnumerable<ResourceOutline> OfType<TType>(this IEnumerable<ResourceOutline> siblings)
        where TType : ResourceType => siblings.Where(sibling => sibling.Type is TType);

    /// <summary>The network by its present or its old property.</summary>
    public static Value Network(this ResourceOutline outline) => outline.Properties.Get("network") is { IsNull: false } network ? network : outline.Properties.Get("network_id");

    /// <summary>The router by its present or its old property.</summary>
    public static Value Router(this ResourceOutline outline) => outline.Properties.Get("router") is { IsNull: false } router ? router : outline.Properties.Get("router_id");

    public static Value Subnet(this MapValue properties) => properties.Get("subnet") is { IsNull: false } subnet ? subnet : properties.Get("subnet_id");

    /// <summary>Every subnet on a network: what needs an address there has to wait for all of them.</summary>
    public static IEnumerable<string> SubnetsOn(this IEnumerable<ResourceOutline> siblings, Value network) =>
        siblings.OfType<Subnet>().Where(subnet => subnet.Network() == network).Select(subnet => subnet.Name);
}
