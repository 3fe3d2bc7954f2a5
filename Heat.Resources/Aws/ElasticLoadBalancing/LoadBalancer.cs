using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Templates;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Resources.OpenStack.Compute;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Heat.Resources.Aws.ElasticLoadBalancing;

/// <summary>AWS::ElasticLoadBalancing::LoadBalancer — a nested stack with an instance that spreads requests over others by HAProxy.</summary>
public sealed class LoadBalancer : NestedStackType
{
    private const string HealthCheck = "HealthCheck";
    private const string Instances = "Instances";
    private const string SecurityGroups = "SecurityGroups";
    private const string Address = "DNSName";
    private const string AddressOutput = "PublicIp";
    private const string KeyName = "KeyName";
    private const string NoAddress = "0.0.0.0";

    private static readonly string[] s_configuration = ["Resources", "LB_instance", "Metadata", "AWS::CloudFormation::Init", "config", "files", "/etc/haproxy/haproxy.cfg", "content"];
    private static readonly TemplateFactory s_templates = new();

    private readonly LoadBalancerOptions _options;

    public LoadBalancer()
        : this(Options.Create(new LoadBalancerOptions()))
    {
    }

    [ActivatorUtilitiesConstructor]
    public LoadBalancer(IOptions<LoadBalancerOptions> options) => _options = options.Value;

    public override ResourceSchema Schema { get; } = new("AWS::ElasticLoadBalancing::LoadBalancer")
    {
        Description = "Spreads requests over instances.",
        Properties =
        [
            Property.Text("AppCookieStickinessPolicy", "Has no effect.").Unimplemented(),
            Property.List("AvailabilityZones", "Has no effect.").Required(),
            Property.Map(HealthCheck, "How instances are asked whether they are well.",
                Property.Integer("HealthyThreshold", "How many good answers make an instance healthy.").Required(),
                Property.Integer("Interval", "Seconds between two questions.").Required(),
                Property.Text("Target", "What is asked for.").Required(),
                Property.Integer("Timeout", "Seconds to wait for an answer.").Required(),
                Property.Integer("UnhealthyThreshold", "How many failures make it unhealthy.").Required()),
            Property.List(Instances, "The instances.").Updatable(),
            Property.Text("LBCookieStickinessPolicy", "Has no effect.").Unimplemented(),
            Property.ListOfMaps("Listeners", "Where requests are taken; only the first one counts.",
                Property.Integer("InstancePort", "The port number of the instances.").Required(),
                Property.Integer("LoadBalancerPort", "The port number at which requests are taken.").Required(),
                Property.List("PolicyNames", "Has no effect.").Unimplemented(),
                Property.Text("Protocol", "The protocol.").OneOf("TCP", "HTTP").Required(),
                Property.Text("SSLCertificateId", "Has no effect.").Unimplemented()).Required(),
            Property.List(SecurityGroups, "The security groups of the load balancer.").Updatable(),
            Property.List("Subnets", "Has no effect.").Unimplemented(),
        ],
        Attributes =
        [
            Attribute.Text("CanonicalHostedZoneName", "Always empty."),
            Attribute.Text("CanonicalHostedZoneNameID", "Always empty."),
            Attribute.Text(Address, "The address of the load balancer."),
            Attribute.Text("SourceSecurityGroup.GroupName", "Always empty."),
            Attribute.Text("SourceSecurityGroup.OwnerAlias", "Always empty."),
        ],
    };

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([.. Faults(properties)]);

    public override async Task<IReadOnlyList<NestedStackContent>> ContentsAsync(ResourceContext resource, NestedStackView? existing, CancellationToken cancellation)
    {
        var addresses = await Task.WhenAll(resource.Properties.Get(Instances).Texts().Select(server => AddressAsync(resource.Cloud, server, cancellation)));
        // Without the property, somebody else says which instances there are.
        return [await ContentAsync(resource.Properties, resource.Properties.Get(Instances).IsNull ? null : HaproxyConfiguration.Write(resource.Properties, addresses), cancellation)];
    }

    public override async Task<NestedStackContent?> ContentForValidationAsync(string resource, MapValue properties, ICloudSession cloud, CancellationToken cancellation) => await ContentAsync(properties, null, cancellation);

    public override Value GetAttribute(string resource, MapValue data, NestedStackView stack, string attribute, IReadOnlyList<Value> path)
    {
        if (attribute != Address)
            return Schema.FindAttribute(attribute) is null ? throw NoSuchAttribute(resource, attribute) : (Value)"";
        return stack.Outputs.Contains(AddressOutput) ? Select(stack.Output(AddressOutput), path) : throw NoSuchAttribute(resource, attribute);
    }

    public override Value Reference(NestedStackView stack) => stack.ResourceName;

    private IEnumerable<string> Faults(MapValue properties)
    {
        if (_options.Template is { } template && !File.Exists(template))
            yield return "Custom LoadBalancer template can not be found";
        if (properties.Get(HealthCheck) is MapValue health && health.Get("Interval").AsInteger() < health.Get("Timeout").AsInteger())
            yield return "Interval must be larger than Timeout";
    }

    private async Task<NestedStackContent> ContentAsync(MapValue properties, string? configuration, CancellationToken cancellation)
    {
        var (text, name) = _options.Template is { } path ? (await File.ReadAllTextAsync(path, cancellation), path) : (BuiltIn(), "haproxy.yaml");
        var document = (MapValue)TemplateParser.ParseText(text, name, TemplateLimits.Default).ToValue();
        // Who has no key leaves it out.
        if (document.Get("Parameters").AsMap()?.Get(KeyName) is MapValue key && !key.ContainsKey("Default"))
            document = Replaced(document, ["Parameters", KeyName, "Default"], "");
        if (configuration is not null)
            document = Replaced(document, s_configuration, configuration);
        var groups = properties.Get(SecurityGroups) is ListValue given ? MapValue.Of((SecurityGroups, string.Join(',', given.Select(ValueText.Plain)))) : MapValue.Empty;
        return new NestedStackContent(s_templates.Create(TemplateParser.FromValue(document, name), new Dictionary<string, string>()), groups, name) { Inherits = [KeyName, "LbFlavor", "LBTimeout", "LbImageId"] };
    }

    private static async Task<string> AddressAsync(ICloudSession cloud, string server, CancellationToken cancellation)
    {
        var addresses = (await cloud.Service<ComputeClient>().GetServerAsync(server, cancellation)).Get("addresses").AsMap() ?? MapValue.Empty;
        return ServerAttributes.FirstAddress(addresses).AsText() is { Length: > 0 } first ? first : NoAddress;
    }

    /// <summary>The map with another value at this place, and with all the maps on the way to it.</summary>
    private static MapValue Replaced(MapValue map, ReadOnlySpan<string> path, Value value) =>
        map.With(path[0], path.Length == 1 ? value : Replaced(map.Get(path[0]).AsMap() ?? MapValue.Empty, path[1..], value));

    private static string BuiltIn()
    {
        using var stream = typeof(LoadBalancer).Assembly.GetManifestResourceStream("haproxy.yaml") ?? throw new InvalidOperationException("haproxy.yaml is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
