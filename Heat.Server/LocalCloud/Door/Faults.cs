using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Door;

/// <summary>A failure that is ordered in advance: the next requests that fit are answered so, or late, or not at all.</summary>
internal sealed record PlannedFault(string? Method, Regex Path, int? Status, JsonNode? Body, TimeSpan Delay, bool Hang)
{
    private int _left = 1;

    public int Times { get => _left; init => _left = value; }

    public bool Fits(HttpContext context) =>
        (Method is null || Method.Equals(context.Request.Method, StringComparison.OrdinalIgnoreCase)) && Path.IsMatch(context.Request.Path);

    /// <summary>Uses it up by one; false when it has been used as often as ordered.</summary>
    public bool Take() => Interlocked.Decrement(ref _left) >= 0;
}

/// <summary>Faults that tests have ordered. They aren't stored: a restart ends them.</summary>
internal sealed class Faults
{
    private volatile IReadOnlyList<PlannedFault> _planned = [];

    /// <summary>Does to a request what was ordered for it; true if that has answered it.</summary>
    public async Task<bool> ApplyAsync(HttpContext context)
    {
        if (_planned.FirstOrDefault(planned => planned.Fits(context) && planned.Take()) is not { } fault) return false;
        await Task.Delay(fault.Delay, context.RequestAborted);
        if (fault.Hang) context.Abort();
        if (fault.Status is not { } status || fault.Hang) return fault.Hang;
        context.Response.StatusCode = status;
        await context.Response.WriteAsJsonAsync(fault.Body, context.RequestAborted);
        return true;
    }

    public CloudReply Plan(CloudRequest request)
    {
        request.Caller.RequireAdmin("faults:create");
        _planned = [.. _planned.Where(planned => planned.Times > 0), Read(request.Object)];
        return new CloudReply(201, Show());
    }

    public CloudReply List(CloudRequest request)
    {
        request.Caller.RequireAdmin("faults:list");
        return new CloudReply(200, Show());
    }

    public CloudReply Clear(CloudRequest request)
    {
        request.Caller.RequireAdmin("faults:delete");
        _planned = [];
        return CloudReply.NoContent;
    }

    private static PlannedFault Read(JsonObject body)
    {
        var hang = body["hang_seconds"]?.GetValue<double>();
        var delay = hang ?? body["delay_seconds"]?.GetValue<double>() ?? 0;
        if (delay is < 0 or > 3600) throw CloudFaultException.BadRequest("A delay is between 0 and 3600 seconds.");
        try
        {
            return new PlannedFault(CloudJson.Text(body["method"]), new Regex(CloudJson.Text(body["path"]) ?? ".", RegexOptions.NonBacktracking),
                body["status"]?.GetValue<int>(), body["body"]?.DeepClone(), TimeSpan.FromSeconds(delay), hang is not null)
            {
                Times = body["times"]?.GetValue<int>() ?? 1,
            };
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            throw CloudFaultException.BadRequest($"'{CloudJson.Text(body["path"])}' is not a pattern that can be matched.");
        }
    }

    private JsonObject Show() => new()
    {
        ["faults"] = CloudJson.Array(_planned.Where(fault => fault.Times > 0).Select(fault => (JsonNode?)new JsonObject
        {
            ["method"] = fault.Method,
            ["path"] = fault.Path.ToString(),
            ["times"] = fault.Times,
            ["status"] = fault.Status,
            ["delay_seconds"] = fault.Delay.TotalSeconds,
        })),
    };
}

/// <summary>The door for ordering faults.</summary>
internal sealed class FaultService(Faults faults) : CloudService
{
    public override string Root => "/faults";

    public override IReadOnlyList<ICloudApi> Apis => [new Api(faults)];

    protected override JsonObject Fault(CloudFaultException fault) => new() { ["error"] = new JsonObject { ["code"] = fault.Status, ["message"] = fault.Message } };

    private sealed class Api(Faults faults) : ICloudApi
    {
        public void Map(CloudRoutes routes)
        {
            routes.Get("", faults.List);
            routes.Post("", (request, _) => faults.Plan(request));
            routes.Delete("", (request, _) => faults.Clear(request));
        }
    }
}
