using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.Heat;

/// <summary>OS::Heat::Stack — a stack of its own, in this region or another one of the cloud. API: Orchestration v1, /stacks.</summary>
public sealed class RemoteStack : ResourceType
{
    public override ResourceSchema Schema { get; } = new("OS::Heat::Stack")
    {
        Description = "A stack of its own, in this region or another one of the cloud.",
        Service = "orchestration",
        Properties =
        [
            Property.Map("context", "Where the stack is made; here when it is left out.",
                Property.Text("ca_cert", "The certificate authority of the other cloud.").Updatable().Since("12.0.0"),
                Property.Text("credential_secret_id", "The secret with the credentials for another cloud.").Updatable().Since("12.0.0"),
                Property.Flag("insecure", "Whether the certificate of the other cloud goes unchecked.").DefaultsTo(false).Updatable().Since("12.0.0"),
                Property.Text("region_name", "The region.")).Updatable(),
            Property.Map("parameters", "The parameters of the stack.").DefaultsTo(MapValue.Empty).Updatable(),
            Property.Text("template", "The template of the stack, as text.").Required().Updatable(),
            Property.Integer("timeout", "How many minutes an action on the stack may take.").Updatable(),
        ],
        Attributes =
        [
            Attribute.Map("outputs", "The outputs of the stack by name."),
            Attribute.Text("stack_name", "The name of the stack."),
        ],
    };

    public override bool SupportsCheck => true;

    public override async Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation)
    {
        if (unknown.Count > 0)
            return [];
        try
        {
            await Client(properties, cloud).PostAsync("/validate", MapValue.Of(("template", properties.Get("template")), ("parameters", properties.Get("parameters"))), cancellation);
            return [];
        }
        catch (ResourceException failure)
        {
            return [$"Failed validating stack template using Heat endpoint at region \"{Region(properties) ?? cloud.Region}\" due to \"{failure.Message}\""];
        }
    }

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var body = Body(resource.Properties).With("stack_name", resource.PhysicalName);
        return (await Client(resource).PostAsync("/stacks", body, cancellation)).Get("stack").AsMap()?.Get("id").AsText();
    }

    public override Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation) => IsOverAsync(resource, "CREATE", cancellation);

    public override bool FindsOnlyItsOwn(ResourceContext resource) => true;

    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var named = await Client(resource).ListAsync($"/stacks?name={ServiceClient.Segment(resource.PhysicalName)}", "stacks", cancellation);
        return [.. named.Ids()];
    }

    public override bool NeedsReplacement(ResourceContext resource, PropertyChanges changes) => Region(changes.Before) != Region(changes.After);

    public override Task<bool> NeedsReplacementAfterFailureAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(resource.PhysicalId is null);

    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) =>
        Client(resource).PutAsync(PathOf(resource), Body(resource.Properties), cancellation);

    public override Task<bool> IsUpdatedAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) => IsOverAsync(resource, "UPDATE", cancellation);

    public override Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) => Client(resource).DeleteAsync(PathOf(resource), cancellation);

    public override async Task<bool> IsDeletedAsync(ResourceContext resource, CancellationToken cancellation) =>
        await Client(resource).TryGetAsync(PathOf(resource), "stack", cancellation) is not { } stack || IsOver(stack, "DELETE");

    public override Task SuspendAsync(ResourceContext resource, CancellationToken cancellation) => ActAsync(resource, "suspend", cancellation);

    public override Task<bool> IsSuspendedAsync(ResourceContext resource, CancellationToken cancellation) => IsOverAsync(resource, "SUSPEND", cancellation);

    public override Task ResumeAsync(ResourceContext resource, CancellationToken cancellation) => ActAsync(resource, "resume", cancellation);

    public override Task<bool> IsResumedAsync(ResourceContext resource, CancellationToken cancellation) => IsOverAsync(resource, "RESUME", cancellation);

    public override async Task CheckAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var stack = await ShowAsync(resource, cancellation);
        if (stack.Get("stack_status").AsText() is { } status && status.EndsWith("_FAILED", StringComparison.Ordinal))
            throw ResourceException.InError(status, stack.Get("stack_status_reason").AsText() ?? "");
    }

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is null)
            return MapValue.Empty;
        var stack = await ShowAsync(resource, cancellation);
        var outputs = stack.Get("outputs").Maps().Select(output => KeyValuePair.Create(output.Get("output_key").AsText() ?? "", output.Get("output_value")));
        return MapValue.Of(("stack_name", stack.Get("stack_name")), ("outputs", MapValue.Create(outputs)), ("show", stack));
    }

    private static MapValue Body(MapValue properties)
    {
        var body = MapValue.Of(
            ("template", properties.Get("template")),
            ("parameters", properties.Get("parameters").AsMap() ?? MapValue.Empty),
            ("disable_rollback", true));
        return properties.Get("timeout").AsInteger() is { } minutes ? body.With("timeout_mins", minutes) : body;
    }

    private static async Task<bool> IsOverAsync(ResourceContext resource, string action, CancellationToken cancellation) => IsOver(await ShowAsync(resource, cancellation), action);

    /// <summary>The stack's status names its last action too; as long as that is another one, this one hasn't begun.</summary>
    private static bool IsOver(MapValue stack, string action)
    {
        var status = stack.Get("stack_status").AsText() ?? "";
        if (!status.StartsWith(action + "_", StringComparison.Ordinal))
            return false;
        return status[(action.Length + 1)..] switch
        {
            "IN_PROGRESS" => false,
            "COMPLETE" => true,
            "FAILED" => throw ResourceException.InError(status, stack.Get("stack_status_reason").AsText() ?? ""),
            _ => throw ResourceException.UnknownStatus(status, "Resource failed"),
        };
    }

    private static async Task<MapValue> ShowAsync(ResourceContext resource, CancellationToken cancellation) =>
        (await Client(resource).GetAsync(PathOf(resource), cancellation)).Get("stack").AsMap() ?? MapValue.Empty;

    private static Task ActAsync(ResourceContext resource, string action, CancellationToken cancellation) =>
        Client(resource).PostAsync(PathOf(resource) + "/actions", MapValue.Of((action, Value.Null)), cancellation);

    // Name and id together are the full address of a stack; by one of them alone the service would only redirect.
    private static string PathOf(ResourceContext resource) =>
        $"/stacks/{ServiceClient.Segment(resource.PhysicalName)}/{ServiceClient.Segment(resource.RequiredPhysicalId)}";

    private static OrchestrationClient Client(ResourceContext resource) => Client(resource.Properties, resource.Cloud);

    private static OrchestrationClient Client(MapValue properties, ICloudSession cloud)
    {
        if (properties.Get("context").AsMap()?.Get("credential_secret_id").AsText() is { Length: > 0 })
            throw new ResourceException("NotSupported", "A stack in another cloud (property context.credential_secret_id) is not supported.");
        var client = cloud.Service<OrchestrationClient>();
        return Region(properties) is { } region ? client.In(region) : client;
    }

    private static string? Region(MapValue properties) => properties.Get("context").AsMap()?.Get("region_name").AsText() is { Length: > 0 } region ? region : null;
}
