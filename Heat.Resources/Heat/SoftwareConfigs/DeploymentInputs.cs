using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Heat.Signals;

namespace Heat.Resources.Heat.SoftwareConfigs;

/// <summary>What a tool in an instance is told when a configuration is deployed: the author's inputs with their values, where it is deployed, and how it reports back.</summary>
internal static class DeploymentInputs
{
    public const string SignalId = "deploy_signal_id";
    public const string SignalTransport = "deploy_signal_transport";
    public const string QueueId = "deploy_queue_id";
    public const string UserId = "deploy_user_id";
    public const string Password = "deploy_password";
    public const string ProjectId = "deploy_project_id";
    public const string StackId = "deploy_stack_id";
    public const string ResourceName = "deploy_resource_name";

    public static async Task<ListValue> OfAsync(ResourceContext resource, MapValue config, string action, CancellationToken cancellation)
    {
        var values = resource.Properties.Get("input_values").AsMap() ?? MapValue.Empty;
        var declared = config.Get("inputs").Maps().ToList();
        var others = values.Where(value => declared.All(input => input.Text("name") != value.Key)).Select(value => Input(value.Key, "", value.Value));
        return ListValue.Create([
            .. declared.Select(input => (Value)input.With("value", values.ContainsKey(input.Text("name")!) ? values.Get(input.Text("name")!) : input.Get("default"))),
            .. others,
            .. await AboutDeploymentAsync(resource, action, cancellation),
        ]);
    }

    /// <summary>The value of an input in a configuration that was deployed; null when it has none of that name.</summary>
    public static string? ValueOf(ListValue inputs, string name) => inputs.Maps().FirstOrDefault(input => input.Text("name") == name)?.Text("value");

    /// <summary>True when a configuration was deployed by this resource.</summary>
    public static bool AreOf(ResourceContext resource, ListValue inputs) => ValueOf(inputs, StackId) == StackIdOf(resource) && ValueOf(inputs, ResourceName) == resource.Name;

    private static string StackIdOf(ResourceContext resource) => $"{resource.Stack.Name}/{resource.Stack.Id}";

    private static async Task<IEnumerable<Value>> AboutDeploymentAsync(ResourceContext resource, string action, CancellationToken cancellation)
    {
        var transport = resource.Properties.Text("signal_transport") ?? SignalResponder.CfnSignal;
        List<Value> inputs =
        [
            Input("deploy_server_id", "ID of the server being deployed to", resource.Properties.Get("server")),
            Input("deploy_action", "Name of the current action being deployed", action),
            Input(StackId, "ID of the stack this deployment belongs to", StackIdOf(resource)),
            Input(ResourceName, "Name of this deployment resource in the stack", resource.Name),
            Input(SignalTransport, "How the server should signal to heat with the deployment output values.", transport),
        ];
        inputs.AddRange(transport switch
        {
            SignalResponder.CfnSignal =>
            [
                Input(SignalId, "ID of signal to use for signaling output values", await SignalResponder.KeptSignedAddressAsync(resource, SignalResponder.SignalPath, cancellation)),
                Input("deploy_signal_verb", "HTTP verb to use for signaling output values", "POST"),
            ],
            SignalResponder.TempUrlSignal =>
            [
                Input(SignalId, "ID of signal to use for signaling output values", await SignalObject.PrepareAsync(resource, keepsAll: false, cancellation)),
                Input("deploy_signal_verb", "HTTP verb to use for signaling output values", "PUT"),
            ],
            SignalResponder.HeatSignal => Credentials(await SignalResponder.CredentialsAsync(resource, cancellation)),
            SignalResponder.ZaqarSignal =>
            [
                .. Credentials(await SignalResponder.CredentialsAsync(resource, cancellation)),
                Input(QueueId, "ID of queue to use for signaling output values", await SignalQueueAsync(resource, cancellation)),
            ],
            _ => [],
        });
        return inputs;
    }

    /// <summary>The queue for the report of this deployment: what was reported of an earlier one is no news.</summary>
    private static async Task<string> SignalQueueAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var queue = await StackUserQueue.Signals.PrepareAsync(resource, cancellation);
        await StackUserQueue.Signals.EmptyAsync(resource, cancellation);
        return queue;
    }

    private static IEnumerable<Value> Credentials(MapValue credentials) =>
    [
        Input("deploy_auth_url", "URL for API authentication", credentials.Get("auth_url")),
        Input("deploy_username", "Username for API authentication", credentials.Get("username")),
        Input(UserId, "User ID for API authentication", credentials.Get("user_id")),
        Input(Password, "Password for API authentication", credentials.Get("password")),
        Input(ProjectId, "ID of project for API authentication", credentials.Get("project_id")),
        Input("deploy_region_name", "Region name for API authentication", credentials.Get("region_name")),
    ];

    private static Value Input(string name, string description, Value value) =>
        MapValue.Of(("name", name), ("description", description), ("type", "String"), ("value", value));
}
