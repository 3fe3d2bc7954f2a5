using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Messaging;

/// <summary>OS::Zaqar::SignedQueueURL — a signature that lets anybody use a queue for some time. It can't be taken back. API: Messaging v2, /queues/{queue}/share.</summary>
public sealed class SignedQueueURL : ResourceType
{
    private static readonly string[] s_facts = ["signature", "expires", "project"];
    private static readonly string[] s_lists = ["paths", "methods"];

    public override ResourceSchema Schema { get; } = new("OS::Zaqar::SignedQueueURL")
    {
        Description = "A signature that lets anybody use a queue for some time.",
        Service = "messaging",
        Support = SupportStatus.Since("8.0.0"),
        Properties =
        [
            Property.List("methods", "The ways of use that are allowed; GET when it is left out.", Property.Text("*").OneOf("GET", "DELETE", "PATCH", "POST", "PUT")),
            Property.List("paths", "The parts of the queue that may be used; messages when it is left out."),
            Property.Text("queue", "The name of the queue.").Required(),
            Property.Integer("ttl", "For how many seconds it holds; a day when it is left out."),
        ],
        Attributes =
        [
            Attribute.Any("expires", "The moment until which it holds."),
            Attribute.Any("methods", "The ways of use that are allowed."),
            Attribute.Any("paths", "The paths that may be used."),
            Attribute.Any("project", "The id of the queue's project."),
            Attribute.Any("query_str", "All of it as the query of an address."),
            Attribute.Any("signature", "The signature."),
        ],
    };

    public override bool LeavesNoTrace => true;

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var given = resource.Properties;
        var request = MapValue.Of(("paths", given.Get("paths")), ("methods", given.Get("methods")), ("expires", given.Get("ttl").AsInteger() is { } ttl ? MessagingClient.ExpiryAfter(ttl, resource.Time) : Value.Null));
        var signed = await resource.Cloud.Service<MessagingClient>().ShareAsync(given.Text("queue") ?? "", request.WithoutNulls(), cancellation);
        foreach (var fact in s_facts)
            resource.RecordData(fact, signed.Text(fact));
        foreach (var list in s_lists)
            resource.RecordData(list, ValueJson.Write(signed.Get(list)));
        return resource.PhysicalName;
    }

    public override Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is null)
            return Task.FromResult(MapValue.Empty);
        var facts = s_facts.Select(fact => KeyValuePair.Create(fact, (Value)resource.Data.GetValueOrDefault(fact)));
        var lists = s_lists.Select(list => KeyValuePair.Create(list, ValueJson.Parse(resource.Data.GetValueOrDefault(list) ?? "[]")));
        return Task.FromResult(Complete(MapValue.Create(facts.Concat(lists)), resource.Properties.Text("queue") ?? ""));
    }

    private static MapValue Complete(MapValue signed, string queue)
    {
        (string Name, string Value)[] query =
        [
            ("signature", signed.Text("signature") ?? ""), ("expires", signed.Text("expires") ?? ""), ("paths", string.Join(',', signed.Get("paths").Texts())), ("methods", string.Join(',', signed.Get("methods").Texts())),
            ("project_id", signed.Text("project") ?? ""), ("queue_name", queue),
        ];
        return signed.With("query_str", string.Join('&', query.Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value)}")));
    }
}
