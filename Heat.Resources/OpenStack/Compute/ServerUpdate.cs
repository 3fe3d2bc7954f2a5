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

    public static async Task BeginAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation)
    {
        if (NotedSteps.AreNoted(resource))
            return;
        List<MapValue> steps = [];
        if (changes.Contains("networks"))
            steps.AddRange(await ServerNetworkChange.StepsAsync(resource, changes, cancellation));
        if (changes.Contains("flavor"))
            steps.AddRange(Resizing(changes.After.Get("flavor")));
        var rebuildsForUserData = changes.Contains("user_data") && changes.After.Text("user_data_update_policy") == "REBUILD";
        if (changes.Contains("image") || rebuildsForUserData)
            steps.Add(NotedSteps.Step(Rebuild, RebuildBody(changes.After, rebuildsForUserData)));
        NotedSteps.Note(resource, steps);
    }

    public static Task<bool> IsOverAsync(ResourceContext resource, CancellationToken cancellation) => NotedSteps.AdvanceAsync(
        resource,
        step => BeginStepAsync(resource, step, cancellation),
        step => IsStepOverAsync(resource, step, cancellation));

    public static IReadOnlyList<MapValue> Resizing(Value flavor) => [NotedSteps.Step(Resize, flavor), NotedSteps.Step(Confirm, flavor)];

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
        return NotedSteps.ActionOf(step) switch
        {
            Detach => ServerPorts.DetachAsync(resource, with.AsText() ?? "", cancellation),
            Attach => ServerPorts.AttachAsync(resource, with.AsText() ?? "", cancellation),
            Resize => ResizeAsync(client, id, with, cancellation),
            Confirm => ConfirmAsync(client, id, cancellation),
            _ => RebuildAsync(client, id, (MapValue)with, cancellation),
        };
    }

    // A step that was begun before a crash may be under way, or over, when it is begun again.
    private static async Task ResizeAsync(ComputeClient client, string id, Value flavor, CancellationToken cancellation)
    {
        var server = await client.GetServerAsync(id, cancellation);
        if (ServerStatus.Of(server) is not ("RESIZE" or "VERIFY_RESIZE") && server.Get("flavor").AsMap()?.Get("id") != flavor)
            await client.ActAsync(id, "resize", MapValue.Of(("flavorRef", flavor)), cancellation);
    }

    private static async Task RebuildAsync(ComputeClient client, string id, MapValue body, CancellationToken cancellation)
    {
        if (ServerStatus.Of(await client.GetServerAsync(id, cancellation)) != "REBUILD")
            await (body.Has("user_data") ? client.At("2.57") : client).ActAsync(id, "rebuild", body, cancellation);
    }

    private static async Task ConfirmAsync(ComputeClient client, string id, CancellationToken cancellation)
    {
        // A cloud may confirm resizes by itself.
        if (ServerStatus.Of(await client.GetServerAsync(id, cancellation)) == "VERIFY_RESIZE")
            await client.ActAsync(id, "confirmResize", Value.Null, cancellation);
    }

    private static async Task<bool> IsStepOverAsync(ResourceContext resource, MapValue step, CancellationToken cancellation)
    {
        if (NotedSteps.ActionOf(step) == Detach)
            return !await ServerPorts.IsAttachedAsync(resource, step.Text("with") ?? "", cancellation);
        if (NotedSteps.ActionOf(step) == Attach)
            return await ServerPorts.IsAttachedAsync(resource, step.Text("with") ?? "", cancellation);
        if (await ServerStatus.FetchAsync(resource.Cloud.Service<ComputeClient>(), resource.RequiredPhysicalId, cancellation) is not { } server)
            return false;
        return NotedSteps.ActionOf(step) switch
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
}
