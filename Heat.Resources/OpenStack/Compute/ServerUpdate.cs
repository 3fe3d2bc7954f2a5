using System.Globalization;
using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>
/// The part of a server's update that takes time, as a list of steps noted with the resource: each is begun, awaited and struck off, so that an update goes on where it stood after a crash.
/// </summary>
internal static class ServerUpdate
{
    public const string Detach = "detach";
    public const string Attach = "attach";
    private const string Resize = "resize";
    private const string Confirm = "confirm";
    private const string Rebuild = "rebuild";
    private const string Notes = "update_steps";

    public static async Task BeginAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (Read(resource) is not null)
            return;
        List<MapValue> steps = [];
        if (changes.Contains("networks"))
            steps.AddRange(await ServerNetworkChange.StepsAsync(resource, changes, cancellation));
        if (changes.Contains("flavor"))
            steps.AddRange([Step(Resize, changes.After.Get("flavor")), Step(Confirm, changes.After.Get("flavor"))]);
        var rebuildsForUserData = changes.Contains("user_data") && changes.After.Text("user_data_update_policy") == "REBUILD";
        if (changes.Contains("image") || rebuildsForUserData)
            steps.Add(Step(Rebuild, RebuildBody(changes.After, rebuildsForUserData)));
        Write(resource, steps);
    }

    public static async Task<bool> IsOverAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var steps = Read(resource)?.ToList() ?? [];
        while (steps.Count > 0)
        {
            var step = steps[0];
            if (!step.Is("begun"))
            {
                await BeginStepAsync(resource, step, cancellation);
                steps[0] = step.With("begun", true);
                Write(resource, steps);
                return false;
            }
            if (!await IsStepOverAsync(resource, step, cancellation))
                return false;
            steps.RemoveAt(0);
            Write(resource, steps);
        }
        resource.RecordData(Notes, null);
        return true;
    }

    private static MapValue Step(string action, Value with) => MapValue.Of(("do", action), ("with", with));

    private static MapValue RebuildBody(MapValue properties, bool withUserData)
    {
        var body = MapValue.Of(("imageRef", properties.Get("image")), ("preserve_ephemeral", properties.Text("image_update_policy") == "REBUILD_PRESERVE_EPHEMERAL"));
        if (properties.Has("admin_pass"))
            body = body.With("adminPass", properties.Get("admin_pass"));
        if (properties.Get("metadata") is MapValue metadata)
            body = body.With("metadata", ServerBody.Metadata(metadata));
        if (withUserData)
            return body.With("user_data", ServerBody.Base64(properties.Text("user_data") ?? ""));
        return properties.Has("personality") ? body.With("personality", ServerBody.Personality((MapValue)properties.Get("personality"))) : body;
    }

    private static Task BeginStepAsync(ResourceContext resource, MapValue step, CancellationToken cancellation)
    {
        var client = resource.Cloud.Service<ComputeClient>();
        var id = resource.RequiredPhysicalId;
        var with = step.Get("with");
        return step.Text("do") switch
        {
            Detach => ServerPorts.DetachAsync(resource, with.AsText() ?? "", cancellation),
            Attach => ServerPorts.AttachAsync(resource, (MapValue)with, resource.Properties.Get("security_groups"), cancellation),
            Resize => client.ActAsync(id, "resize", MapValue.Of(("flavorRef", with)), cancellation),
            Confirm => ConfirmAsync(client, id, cancellation),
            _ => ((MapValue)with).Has("user_data") ? client.At("2.57").ActAsync(id, "rebuild", with, cancellation) : client.ActAsync(id, "rebuild", with, cancellation),
        };
    }

    private static async Task ConfirmAsync(ComputeClient client, string id, CancellationToken cancellation)
    {
        // A cloud may confirm resizes by itself.
        if (ServerStatus.Of(await client.GetServerAsync(id, cancellation)) == "VERIFY_RESIZE")
            await client.ActAsync(id, "confirmResize", Value.Null, cancellation);
    }

    private static async Task<bool> IsStepOverAsync(ResourceContext resource, MapValue step, CancellationToken cancellation)
    {
        if (step.Text("do") == Detach)
            return !await ServerPorts.IsAttachedAsync(resource, step.Text("with") ?? "", cancellation);
        if (step.Text("do") == Attach)
            return step.Get("with").AsMap()?.Text("port_id") is not { } port || await ServerPorts.IsAttachedAsync(resource, port, cancellation);
        if (await ServerStatus.FetchAsync(resource.Cloud.Service<ComputeClient>(), resource.RequiredPhysicalId, cancellation) is not { } server)
            return false;
        return step.Text("do") switch
        {
            Resize => IsResized(server, step.Text("with")),
            Confirm => IsConfirmed(server, resource.RequiredPhysicalId),
            _ => IsRebuilt(server),
        };
    }

    private static bool IsResized(MapValue server, string? flavor) => ServerStatus.Of(server) switch
    {
        "VERIFY_RESIZE" => true,
        // Resizing begins and may end between two looks; the flavor tells which of the two it is.
        "ACTIVE" => server.Get("flavor").AsMap()?.Text("id") == flavor && ServerStatus.TaskOf(server).Length == 0,
        "RESIZE" => false,
        var status => throw new ResourceException("Error", $"Resizing to '{flavor}' failed, status '{status}'"),
    };

    private static bool IsConfirmed(MapValue server, string id) => ServerStatus.Of(server) switch
    {
        "ACTIVE" => true,
        "VERIFY_RESIZE" => false,
        _ when ServerStatus.TaskOf(server).Contains("resize", StringComparison.Ordinal) => false,
        var status => throw ResourceException.UnknownStatus(status, $"Confirm resize for server {id} failed"),
    };

    private static bool IsRebuilt(MapValue server) => ServerStatus.Of(server) switch
    {
        "REBUILD" => false,
        "ERROR" => throw new ResourceException("Error", "Rebuilding server failed, status 'ERROR'"),
        _ => true,
    };

    /// <summary>The steps that this very update noted; what an earlier one left behind doesn't count.</summary>
    private static IEnumerable<MapValue>? Read(ResourceContext resource) =>
        resource.Data.TryGetValue(Notes, out var text) && ValueJson.ParseMap(text) is var notes && notes.Text("update") == Mark(resource) ? notes.Get("steps").Maps() : null;

    private static void Write(ResourceContext resource, IEnumerable<MapValue> steps) =>
        resource.RecordData(Notes, ValueJson.Write(MapValue.Of(("update", Mark(resource)), ("steps", ListValue.Create(steps)))));

    private static string Mark(ResourceContext resource) => resource.StartedAt.ToString("O", CultureInfo.InvariantCulture);
}
