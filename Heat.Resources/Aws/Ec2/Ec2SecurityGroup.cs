using System.Globalization;
using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.OpenStack.Network;

namespace Heat.Resources.Aws.Ec2;

/// <summary>AWS::EC2::SecurityGroup — rules about the traffic of instances. API: Networking v2.0, /security-groups and /security-group-rules.</summary>
public sealed class Ec2SecurityGroup() : Ec2NetworkObject("security_groups", "security_group")
{
    private const string Ingress = "SecurityGroupIngress";
    private const string Egress = "SecurityGroupEgress";

    public override ResourceSchema Schema { get; } = new("AWS::EC2::SecurityGroup")
    {
        Description = "Rules about the traffic of instances.",
        Properties =
        [
            Property.Text("GroupDescription", "What it is for.").Required(),
            Rules(Egress, "What may go out; everything when it is left out."),
            Rules(Ingress, "What may come in."),
            Property.Text("VpcId", "Has no effect."),
        ],
    };

    public override string Title => "SecurityGroup";

    public override Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation) =>
        MakeAsync(resource, MapValue.Of(("description", resource.Properties.Get("GroupDescription"))), cancellation);

    public override Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation) => BringInLineAsync(resource, cancellation);

    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) =>
        changes.Any ? BringInLineAsync(resource, cancellation) : Task.CompletedTask;

    private static PropertySchema Rules(string name, string description) => Property.ListOfMaps(name, description,
        Property.Text("CidrIp", "The addresses of the other side."),
        Property.Text("FromPort", "The first port, or the type of an ICMP message."),
        Property.Text("IpProtocol", "The protocol, by name or number."),
        Property.Text("SourceSecurityGroupId", "The group that the other side belongs to, by id."),
        Property.Text("SourceSecurityGroupName", "The group that the other side belongs to, by name."),
        Property.Text("SourceSecurityGroupOwnerId", "Has no effect.").Unimplemented(),
        Property.Text("ToPort", "The last port, or the code of an ICMP message.")).Updatable();

    /// <summary>Deletes the rules that aren't wanted and makes those that are missing.</summary>
    private static async Task BringInLineAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var group = resource.RequiredPhysicalId;
        List<MapValue> wanted = [];
        foreach (var rule in resource.Properties.Get(Ingress).Maps())
            wanted.Add(await ForServiceAsync(resource, rule, "ingress", cancellation));
        foreach (var rule in resource.Properties.Get(Egress).Maps())
            wanted.Add(await ForServiceAsync(resource, rule, "egress", cancellation));
        if (!wanted.Any(SecurityGroupRules.IsEgress))
            wanted.AddRange(SecurityGroupRules.OfNewGroups.Select(rule => rule.With("security_group_id", group)));
        await SecurityGroupRules.DeleteAsync(Client(resource), group, rule => !wanted.Exists(one => SecurityGroupRules.Says(rule, one)), cancellation);
        foreach (var rule in wanted)
            await SecurityGroupRules.CreateAsync(Client(resource), rule, cancellation);
    }

    private static async Task<MapValue> ForServiceAsync(ResourceContext resource, MapValue rule, string direction, CancellationToken cancellation)
    {
        var hasPorts = !rule.Get("FromPort").IsNull || !rule.Get("ToPort").IsNull;
        var other = rule.Has("SourceSecurityGroupId") ? rule.Text("SourceSecurityGroupId") : rule.Text("SourceSecurityGroupName");
        var otherId = string.IsNullOrEmpty(other) ? Value.Null : (await Client(resource).FindSecurityGroupIdsAsync([other], cancellation))[0];
        return MapValue.Of(
            ("direction", direction),
            ("ethertype", "IPv4"),
            ("protocol", rule.Get("IpProtocol")),
            ("port_range_min", Port(rule.Text("FromPort"))),
            ("port_range_max", Port(rule.Text("ToPort"))),
            // Without ports the rule is about every address: so the reference has it.
            ("remote_ip_prefix", hasPorts ? rule.Get("CidrIp") : Value.Null),
            ("remote_group_id", otherId),
            ("security_group_id", resource.RequiredPhysicalId));
    }

    /// <summary>A negative number stands for all ports.</summary>
    private static Value Port(string? text) => text switch
    {
        null or "" => Value.Null,
        _ when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var port) => port < 0 ? Value.Null : port,
        _ => throw new ResourceException("ValueError", $"invalid literal for int() with base 10: '{text}'"),
    };
}
