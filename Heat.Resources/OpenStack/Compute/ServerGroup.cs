using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>OS::Nova::ServerGroup — servers that shall share a host, or shall not. API: Compute v2.1, /os-server-groups.</summary>
public sealed class ServerGroup() : CloudObject<ComputeClient>("/os-server-groups", "server_group")
{
    private const string SoftPoliciesMicroversion = "2.15";
    private const string RulesMicroversion = "2.64";

    public override ResourceSchema Schema { get; } = new("OS::Nova::ServerGroup")
    {
        Description = "Servers that shall share a host, or shall not.",
        Support = SupportStatus.Since("2014.2"),
        Service = "compute",
        Properties =
        [
            Property.Text("name", "The name shown to people; one is made up when it is left out."),
            Property.List("policies", "The one policy of the group.", Property.Text("*")).OneOf("anti-affinity", "affinity", "soft-anti-affinity", "soft-affinity").DefaultsTo(ListValue.Create(["anti-affinity"])),
            Property.Map("rules", "More about the policy.",
                Property.Number("max_server_per_host", "How many servers of the group a host may have.")).Since("17.0.0"),
        ],
    };

    public override async Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation)
    {
        var client = cloud.Service<ComputeClient>();
        if (IsSoft(properties) && !await client.SupportsAsync(SoftPoliciesMicroversion, cancellation))
            return ["Required microversion for soft policies not supported."];
        return properties.Has("rules") && !await client.SupportsAsync(RulesMicroversion, cancellation) ? ["Required microversion for rules not supported."] : [];
    }

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await KnownBefore.NoteAsync(this, resource, () => SameNameAsync(resource, cancellation));
        var policies = resource.Properties.Get("policies").AsList() ?? ListValue.Empty;
        var body = MapValue.Of(("name", NameOf(resource)));
        var client = Client(resource);
        if (await client.SupportsAsync(RulesMicroversion, cancellation))
        {
            client = client.At(RulesMicroversion);
            body = body.With(MapValue.Of(("policy", policies.FirstOrDefault() ?? Value.Null), ("rules", resource.Properties.Get("rules"))).WithoutNulls());
        }
        else
        {
            client = IsSoft(resource.Properties) ? client.At(SoftPoliciesMicroversion) : client;
            body = body.With("policies", policies);
        }
        return Unwrapped(await client.PostAsync(CollectionPath, Wrapped(body), cancellation)).Text("id");
    }

    public override Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation)
    {
        KnownBefore.Forget(resource);
        return Task.CompletedTask;
    }

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation) =>
        KnownBefore.Others(this, resource, await SameNameAsync(resource, cancellation));

    public override async Task<bool> NeedsReplacementAfterFailureAsync(ResourceContext resource, CancellationToken cancellation) =>
        resource.PhysicalId is null || await TryShowAsync(resource, cancellation) is null;

    private async Task<IEnumerable<string>> SameNameAsync(ResourceContext resource, CancellationToken cancellation) =>
        (await Client(resource).ListAsync(CollectionPath, "server_groups", cancellation)).Where(group => group.Text("name") == NameOf(resource)).Ids();

    private static bool IsSoft(MapValue properties) => properties.Get("policies").Texts().Any(policy => policy.StartsWith("soft-", StringComparison.Ordinal));
}
