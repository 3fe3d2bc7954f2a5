using Heat.Core.Resources;
using Heat.Core.Stacks;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Resources.Heat.Signals;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>
/// What deployments of both kinds have in common: for each action that they are for, a configuration with the values of the moment is stored and deployed to the server, and they wait until an instance reports.
/// API: Orchestration v1, /software_deployments.
/// </summary>
public abstract class DeploymentResource : SignalResponder
{
    private const string InProgress = "IN_PROGRESS";
    private static readonly Value[] s_actions = [StackAction.Create, StackAction.Update, StackAction.Delete, StackAction.Suspend, StackAction.Resume];

    private protected static IReadOnlyList<PropertySchema> SharedProperties { get; } =
    [
        Property.List("actions", "The actions on the stack for which the configuration is carried out.").OneOf(s_actions).DefaultsTo(ListValue.Of(StackAction.Create, StackAction.Update)).Updatable(),
        Property.Text("config", "The id of the software configuration.").Updatable(),
        Property.Map("input_values", "The values of the configuration's inputs.").Updatable(),
        Property.Text("name", "The name of what is deployed.").Updatable(),
        Property.Text("signal_transport", "The way by which the server reports.").OneOf(CfnSignal, TempUrlSignal, HeatSignal, NoSignal, ZaqarSignal).DefaultsTo(CfnSignal),
    ];

    /// <summary>What a group of deployments hands on to each of them.</summary>
    internal static IReadOnlyList<PropertySchema> ForGroups => SharedProperties;

    private protected static PropertySchema Server { get; } = Property.Text("server", "The id of the server.").Required();

    private protected static IReadOnlyList<AttributeSchema> SharedAttributes { get; } =
    [
        Attribute.Text("deploy_status_code", "The status code that the tool ended with."),
        Attribute.Text("deploy_stderr", "What the tool wrote to its error output."),
        Attribute.Text("deploy_stdout", "What the tool wrote to its output."),
    ];

    /// <summary>The outputs of the configuration are attributes too.</summary>
    public override bool HasAttribute(string name) => true;

    /// <summary>An instance may report during every action.</summary>
    public override bool RefusesSignalsDuring(string action) => false;

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation) => await DeployAsync(resource, StackAction.Create, cancellation);

    /// <summary>A deployment doesn't tell whose it is, but what was deployed does.</summary>
    public override async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var server = resource.Properties.Text("server") ?? "";
        var deployments = await ConfigStore.Client(resource).ListAsync($"/software_deployments?server_id={ServiceClient.Segment(server)}", "software_deployments", cancellation);
        var found = new List<MapValue>();
        foreach (var deployment in deployments)
        {
            var config = await ConfigStore.FindAsync(resource, deployment.Text("config_id") ?? "", cancellation);
            if (config?.Get("inputs").AsList() is { } inputs && DeploymentInputs.AreOf(resource, inputs))
                found.Add(deployment);
        }

        return CreatedSince.Ids(resource, found, "creation_time");
    }

    public override Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation) => IsOverAsync(resource, cancellation);

    public override async Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        var config = await ConfigAsync(resource, cancellation);
        var (before, after) = (Values(changes.Before), Values(changes.After));
        if (config.Get("inputs").Maps().Any(input => input.Is("replace_on_change") && before.Get(input.Text("name")!) != after.Get(input.Text("name")!)))
            throw ResourceException.ReplacementNeeded(resource.Name);
        await DeployAsync(resource, StackAction.Update, cancellation);
    }

    public override Task<bool> IsUpdatedAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) => IsOverAsync(resource, cancellation);

    public override async Task SuspendAsync(ResourceContext resource, CancellationToken cancellation) => await DeployAsync(resource, StackAction.Suspend, cancellation);

    public override Task<bool> IsSuspendedAsync(ResourceContext resource, CancellationToken cancellation) => IsOverAsync(resource, cancellation);

    public override async Task ResumeAsync(ResourceContext resource, CancellationToken cancellation) => await DeployAsync(resource, StackAction.Resume, cancellation);

    public override Task<bool> IsResumedAsync(ResourceContext resource, CancellationToken cancellation) => IsOverAsync(resource, cancellation);

    /// <summary>A configuration that is carried out for deletions is, as long as there is a server to do it on.</summary>
    public override async Task DeleteAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is not null && IsFor(resource, StackAction.Delete) && await HasServerAsync(resource, cancellation))
            await DeployAsync(resource, StackAction.Delete, cancellation);
    }

    public override async Task<bool> IsDeletedAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is { } id && await TryGetAsync(resource, id, cancellation) is { } deployment)
        {
            if (IsFor(resource, StackAction.Delete) && deployment.Text("status") == InProgress && await HasServerAsync(resource, cancellation))
                return false;
            await Absence.IgnoreAsync(() => ConfigStore.Client(resource).DeleteAsync(PathOf(id), cancellation));
            if (deployment.Text("config_id") is { } config)
                await ConfigStore.RemoveAsync(resource, config, cancellation);
        }

        if (resource.Properties.Text("signal_transport") == TempUrlSignal)
            await SignalObject.RemoveAsync(resource, cancellation);
        await StackUserQueue.Signals.RemoveAsync(resource, cancellation);
        await DerivedConfig.SweepAsync(resource, cancellation);
        await RemoveUserAsync(resource, cancellation);
        return true;
    }

    public override async Task<string?> SignalAsync(ResourceContext resource, Value details, CancellationToken cancellation)
    {
        var id = resource.PhysicalId ?? throw new ResourceException("ValueError", "deployment_id must be specified");
        if (await TryGetAsync(resource, id, cancellation) is not { } deployment || deployment.Text("status") != InProgress)
            return null;
        var config = await ConfigStore.FindAsync(resource, deployment.Text("config_id") ?? "", cancellation) ?? MapValue.Empty;
        var signal = DeploymentSignal.Judge(id, details.AsMap() ?? MapValue.Empty, config.Get("outputs").Maps(), deployment.Get("output_values").AsMap() ?? MapValue.Empty);
        await ConfigStore.Client(resource).PutAsync(PathOf(id), MapValue.Of(
            ("status", signal.IsSuccess ? Status.Complete : Status.Failed),
            ("status_reason", signal.Reason),
            ("output_values", signal.Outputs)), cancellation);
        return signal.Told;
    }

    public override async Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is not { } id || await TryGetAsync(resource, id, cancellation) is not { } deployment)
            return MapValue.Empty;
        return (deployment.Get("output_values").AsMap() ?? MapValue.Empty).With("show", deployment);
    }

    /// <summary>The configuration's text or map with the values of the inputs.</summary>
    private protected virtual Value Filled(ResourceContext resource, Value config, ListValue inputs) => config;

    /// <summary>Stores the configuration for an action, and has it deployed.</summary>
    /// <returns>The id of the deployment; null when there is none and none is needed.</returns>
    private async Task<string?> DeployAsync(ResourceContext resource, string action, CancellationToken cancellation)
    {
        if (action is StackAction.Create or StackAction.Update)
            await UserIfNeededAsync(resource, cancellation);
        var config = await ConfigAsync(resource, cancellation);
        if (PartFor(resource, config, action) is not { } part)
            return resource.PhysicalId;
        var inputs = await DeploymentInputs.OfAsync(resource, config, action, cancellation);
        var stored = await DerivedConfig.AddAsync(resource, part.With(MapValue.Of(
            ("name", resource.Properties.Text("name") ?? resource.PhysicalName),
            ("config", Filled(resource, part.Get("config"), inputs)),
            ("inputs", inputs),
            ("outputs", config.Get("outputs").AsList() ?? ListValue.Empty),
            ("options", config.Get("options").AsMap() ?? MapValue.Empty))), cancellation);
        var reports = resource.Properties.Text("signal_transport") != NoSignal;
        var body = MapValue.Of(
            ("config_id", stored),
            ("action", action),
            ("input_values", Values(resource.Properties)),
            ("status", reports ? InProgress : Status.Complete),
            ("status_reason", reports ? "Deploy data available" : "Not waiting for outputs signal"));
        var deployment = resource.PhysicalId is { } id ? await ChangeAsync(resource, id, body, cancellation) : await AddAsync(resource, body, cancellation);
        DerivedConfig.IsDeployed(resource);
        return deployment;
    }

    private static async Task<string> AddAsync(ResourceContext resource, MapValue body, CancellationToken cancellation)
    {
        var project = await resource.StackUserProjectAsync(cancellation);
        var complete = body.With(MapValue.Of(("server_id", resource.Properties.Get("server")), ("stack_user_project_id", project)));
        var made = await ConfigStore.Client(resource).PostAsync("/software_deployments", complete, cancellation);
        return made.Get("software_deployment").AsMap()?.Text("id") ?? throw new ResourceException("NotFound", "The orchestration service made no deployment.");
    }

    private static async Task<string> ChangeAsync(ResourceContext resource, string id, MapValue body, CancellationToken cancellation)
    {
        var before = await TryGetAsync(resource, id, cancellation);
        await ConfigStore.Client(resource).PutAsync(PathOf(id), body, cancellation);
        if (before?.Text("config_id") is { } old)
            await ConfigStore.RemoveAsync(resource, old, cancellation);
        return id;
    }

    private static async Task UserIfNeededAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.Properties.Text("signal_transport") is CfnSignal or HeatSignal or ZaqarSignal)
            await UserAsync(resource, cancellation);
    }

    /// <summary>Tool and text for an action; null when the configuration isn't for it.</summary>
    private static MapValue? PartFor(ResourceContext resource, MapValue config, string action)
    {
        if (config.Text("group") != "component")
            return IsFor(resource, action) ? MapValue.Of(("group", config.Text("group") ?? SoftwareConfigSchema.Ungrouped), ("config", config.Get("config"))) : null;
        var configs = config.Get("config").AsMap()?.Get("configs").Maps() ?? [];
        var part = configs.FirstOrDefault(each => each.Get("actions").Texts().Contains(action));
        return part is null ? null : MapValue.Of(("group", part.Get("tool")), ("config", part.Get("config")));
    }

    private static async Task<MapValue> ConfigAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.Properties.Text("config") is not { } id)
            return MapValue.Empty;
        return await ConfigStore.FindAsync(resource, id, cancellation) ?? throw new ResourceException("NotFound", $"Software config with id {id} not found", FailureNature.NotFound);
    }

    private static async Task<bool> IsOverAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (resource.PhysicalId is not { } id || await TryGetAsync(resource, id, cancellation) is not { } deployment)
            return true;
        return deployment.Text("status") switch
        {
            Status.Complete => true,
            Status.Failed => throw new ResourceException("Error", $"Deployment to server failed: {deployment.Text("status_reason")}"),
            _ => false,
        };
    }

    private static bool IsFor(ResourceContext resource, string action) => resource.Properties.Get("actions").Texts().Contains(action);

    private static MapValue Values(MapValue properties) => properties.Get("input_values").AsMap() ?? MapValue.Empty;

    private static async Task<bool> HasServerAsync(ResourceContext resource, CancellationToken cancellation) =>
        resource.Properties.Text("server") is { } server && await resource.Cloud.Service<ComputeClient>().TryGetAsync($"/servers/{ServiceClient.Segment(server)}", "server", cancellation) is not null;

    private static Task<MapValue?> TryGetAsync(ResourceContext resource, string id, CancellationToken cancellation) =>
        ConfigStore.Client(resource).TryGetAsync(PathOf(id), "software_deployment", cancellation);

    private static string PathOf(string id) => $"/software_deployments/{ServiceClient.Segment(id)}";
}
