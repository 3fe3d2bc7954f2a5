using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.Aws.Ec2;

/// <summary>AWS::EC2::NetworkInterface — a port in the words of EC2. API: Networking v2.0, /ports.</summary>
public sealed class NetworkInterface() : Ec2NetworkObject("ports", "port")
{
    private const string Address = "PrivateIpAddress";
    private const string Groups = "GroupSet";

    public override ResourceSchema Schema { get; } = new("AWS::EC2::NetworkInterface")
    {
        Description = "A network interface that instances can be given.",
        Service = "network",
        Properties =
        [
            Property.Text("Description", "Has no effect."),
            Property.List(Groups, "The security groups, by name or id; the project's default one when it is left out.").Updatable(),
            Property.Text(Address, "The address; the service chooses one when it is left out."),
            Property.Flag("SourceDestCheck", "Has no effect.").Unimplemented(),
            Property.Text("SubnetId", "The subnet.").Satisfying("neutron.subnet").Required(),
            AwsTags.WithoutEffect,
        ],
        Attributes = [Attribute.Text(Address, "Its first address.")],
    };

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var subnet = resource.Properties.Text("SubnetId") ?? "";
        var address = MapValue.Of(("subnet_id", subnet), ("ip_address", resource.Properties.Has(Address) ? resource.Properties.Get(Address) : Value.Null)).WithoutNulls();
        var body = MapValue.Of(("admin_state_up", true), ("network_id", await Client(resource).NetworkOfSubnetAsync(subnet, cancellation)), ("fixed_ips", ListValue.Of(address)));
        if (resource.Properties.Get(Groups) is ListValue groups)
            body = body.With("security_groups", await Client(resource).FindSecurityGroupIdsAsync(groups.Texts(), cancellation));
        return await MakeAsync(resource, body, cancellation);
    }

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (!changes.Contains(Groups))
            return;
        var groups = await Client(resource).FindSecurityGroupIdsAsync((changes.After.Get(Groups).AsList() ?? ListValue.Of("default")).Texts(), cancellation);
        await Client(resource).PutAsync(PathOf(resource), Wrapped(MapValue.Of(("security_groups", groups))), cancellation);
    }

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var attributes = await base.ReadAttributesAsync(resource, cancellation);
        var shown = attributes.Get("show").AsMap() ?? MapValue.Empty;
        return attributes.With(Address, shown.Get("fixed_ips").Maps().FirstOrDefault()?.Get("ip_address") ?? Value.Null);
    }
}
