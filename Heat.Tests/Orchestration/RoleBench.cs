using System.Diagnostics;
using System.Globalization;
using Heat.Core.Values;
using Heat.Tests.Hosting;

namespace Heat.Tests.Orchestration;

/// <summary>A running server with a stack, and everybody who may want something of it.</summary>
internal sealed class RoleBench : IAsyncDisposable
{
    private const string Password = "a-secret";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly InProcessServer _server;
    private readonly MapValue _facts;
    private readonly Dictionary<string, (ApiClient Client, string Project)> _callers = [];

    // What stands for the things that requests are about, by the signs in the recorded requests.
    private readonly Dictionary<string, string> _names = new() { ["server"] = Guid.NewGuid().ToString() };
    private int _things;

    private RoleBench(InProcessServer server, MapValue facts) => (_server, _facts) = (server, facts);

    private ApiClient Member => _callers["member"].Client;

    /// <param name="facts">Also say what stack and configuration to make.</param>
    public static async Task<RoleBench> StartAsync(MapValue facts)
    {
        var bench = new RoleBench(await InProcessServer.StartAsync(), facts);
        await bench.AdmitAsync();
        await bench.FurnishAsync();
        return bench;
    }

    /// <summary>Sends a recorded request as somebody, and gives the answer in the form in which the reference's were recorded.</summary>
    public async Task<MapValue> AskAsync(string caller, MapValue request)
    {
        var names = new Dictionary<string, string>(_names) { ["new"] = NewName() };
        foreach (var thing in request.Get("fresh").Texts())
            await MakeAsync(thing, names);
        var (client, project) = _callers[caller];
        var parts = request.Get("request").AsText()!.Split(' ', 2);
        var body = request.ContainsKey("body") ? (Value)Filled(ValueJson.Write(request.Get("body")), names) : null;
        var headers = caller == "nobody" ? new Dictionary<string, string> { ["X-Auth-Token"] = "" } : null;
        return Recorded(await OnceIdleAsync(() => client.CallAsync(parts[0], $"root:/v1/{project}{Filled(parts[1], names)}", body, headers)), names);
    }

    /// <summary>The stack, or the configuration, as somebody's list of all such things shows it; null when it doesn't.</summary>
    public async Task<MapValue?> ListedAsync(string caller, string collection)
    {
        var (client, project) = _callers[caller];
        var id = _names[collection == "stacks" ? "stack_id" : "config"];
        return (await client.CallAsync("GET", $"root:/v1/{project}/{collection}")).Dig(collection).Maps().FirstOrDefault(item => item.Get("id") == id);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _callers.Values.Select(caller => caller.Client).Distinct())
            client.Dispose();
        await _server.DisposeAsync();
    }

    /// <summary>Everybody but the stack's in-instance user.</summary>
    private async Task AdmitAsync()
    {
        var member = await LogInAsync("demo", "demo");
        var project = _names["project"] = member.Project;
        _callers["member"] = _callers["nobody"] = (member, project);
        _callers["administrator"] = (await LogInAsync("admin", "demo"), project);
        var stranger = await LogInAsync("alt_demo", "alt_demo");
        _callers["stranger"] = (stranger, project);
        _callers["stranger at their own address"] = (stranger, stranger.Project);
        var administrator = await LogInAsync("admin", "admin");
        _callers["administrator of another project"] = (administrator, project);
        _callers["administrator of another project at its own address"] = (administrator, administrator.Project);
        _callers["reader"] = (await NewUserAsync(administrator, "reader", "reader"), project);
        _callers["stack user"] = (await NewUserAsync(administrator, "stack_user", "heat_stack_user"), project);
    }

    /// <summary>A stack with a resource whose in-instance user can log in, and one of everything else that requests ask for.</summary>
    private async Task FurnishAsync()
    {
        await MakeAsync("stack", _names, "stack");
        var path = $"/stacks/{_names["stack"]}";
        var credentials = ValueJson.ParseMap((await Member.CallAsync("GET", $"{path}/outputs/signal")).Dig("output.output_value").AsText()!);
        _names["user_project"] = credentials.Get("project_id").AsText()!;
        var instance = await ApiClient.LogInByIdAsync(_server.ApiAddress, _server.CloudAddress, credentials.Get("user_id").AsText()!, credentials.Get("password").AsText()!, _names["user_project"]);
        _callers["instance"] = (instance, instance.Project);
        _names["event"] = (await Member.CallAsync("GET", $"{path}/resources/test/events")).Dig("events.0.id").AsText()!;
        foreach (var thing in (string[])["snapshot", "config", "deployment"])
            await MakeAsync(thing, _names);
    }

    private Task<ApiClient> LogInAsync(string user, string project) => ApiClient.LogInAsync(_server.ApiAddress, _server.CloudAddress, user, project);

    private async Task<ApiClient> NewUserAsync(ApiClient administrator, string name, string role)
    {
        var roles = await IdentityAsync(administrator, "GET", $"/roles?name={role}");
        var user = (await IdentityAsync(administrator, "POST", "/users", MapValue.Of(("user", MapValue.Of(("name", name), ("password", Password), ("domain_id", "default")))))).Dig("user.id").AsText()!;
        await IdentityAsync(administrator, "PUT", $"/projects/{_names["project"]}/users/{user}/roles/{roles.Dig("roles.0.id").AsText()}");
        return await ApiClient.LogInByIdAsync(_server.ApiAddress, _server.CloudAddress, user, Password, _names["project"]);
    }

    private Task<ApiAnswer> IdentityAsync(ApiClient administrator, string method, string path, Value? body = null) =>
        administrator.CallAsync(method, $"{_server.CloudAddress}/identity/v3{path}", body, new Dictionary<string, string> { ["X-Auth-Token"] = administrator.Token });

    private Task MakeAsync(string thing, Dictionary<string, string> names) => thing switch
    {
        "stack" => MakeAsync("small_stack", names, "stack"),
        "snapshot" => MakeSnapshotAsync(names),
        "config" => MakeSoftwareAsync(names, thing, _facts.Get("config")),
        _ => MakeSoftwareAsync(names, thing, MapValue.Of(("config_id", names["config"]), ("server_id", names["server"]), ("stack_user_project_id", names["user_project"]))),
    };

    private async Task MakeAsync(string template, Dictionary<string, string> names, string thing)
    {
        var name = NewName();
        var made = await Member.CallAsync("POST", "/stacks", MapValue.Of(("stack_name", name), ("template", _facts.Get(template))));
        var id = made.Dig("stack.id").AsText() ?? throw new InvalidOperationException(ValueJson.Write(made.Body));
        (names[$"{thing}_name"], names[$"{thing}_id"], names[thing]) = (name, id, $"{name}/{id}");
        await UntilAsync($"/stacks/{names[thing]}", "stack.stack_status", "CREATE_COMPLETE");
    }

    private async Task MakeSnapshotAsync(Dictionary<string, string> names)
    {
        var path = $"/stacks/{names["stack"]}/snapshots";
        names["snapshot"] = (await OnceIdleAsync(() => Member.CallAsync("POST", path, MapValue.Of(("name", "first"))))).Dig("id").AsText()!;
        await UntilAsync($"{path}/{names["snapshot"]}", "snapshot.status", "COMPLETE");
    }

    private async Task MakeSoftwareAsync(Dictionary<string, string> names, string thing, Value body) =>
        names[thing] = (await Member.CallAsync("POST", $"/software_{thing}s", body)).Dig($"software_{thing}.id").AsText()!;

    private async Task UntilAsync(string path, string what, string wanted)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var answer = await Member.CallAsync("GET", path);
            if (answer.Dig(what) == wanted)
                return;
            if (waited.Elapsed > s_patience)
                throw new TimeoutException($"{path} doesn't become {wanted}: {ValueJson.Write(answer.Body)}");
            await Task.Delay(30);
        }
    }

    /// <summary>The answer once it is another than that something else is under way.</summary>
    private static async Task<ApiAnswer> OnceIdleAsync(Func<Task<ApiAnswer>> ask)
    {
        var waited = Stopwatch.StartNew();
        var answer = await ask();
        while (answer.Status == 409 && waited.Elapsed < s_patience)
        {
            await Task.Delay(50);
            answer = await ask();
        }

        return answer;
    }

    private MapValue Recorded(ApiAnswer answer, Dictionary<string, string> names)
    {
        var recorded = MapValue.Of(("status", answer.Status));
        if (answer.Dig("error.type").AsText() is { } type)
            recorded = recorded.With("type", type);
        if (answer.Dig("error.message").AsText() is { } message)
            recorded = recorded.With("message", Blank(message.Split('\n')[0], names));
        return answer.Status == 302 ? recorded.With("location", Blank(answer.Location!, names)) : recorded;
    }

    private string Blank(string text, Dictionary<string, string> names)
    {
        foreach (var (name, value) in names.OrderByDescending(entry => entry.Value.Length))
            text = text.Replace(value, $"{{{name}}}", StringComparison.Ordinal);
        return text.Replace(_server.ApiAddress, "{root}", StringComparison.Ordinal);
    }

    private static string Filled(string text, Dictionary<string, string> names)
    {
        foreach (var (name, value) in names)
            text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        return text;
    }

    private string NewName() => string.Create(CultureInfo.InvariantCulture, $"thing-{Interlocked.Increment(ref _things)}-of-roles");
}
