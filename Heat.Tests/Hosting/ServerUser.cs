using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Heat.Tests.LocalCloud;

namespace Heat.Tests.Hosting;

/// <summary>Somebody with a token of the local cloud, who talks HTTP to a <see cref="ServerProcess"/> and to its cloud.</summary>
internal sealed class ServerUser : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(40);

    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly ServerProcess _server;

    private ServerUser(ServerProcess server, string token, string project)
    {
        _server = server;
        Token = token;
        Project = project;
    }

    public string Token { get; }

    public string Project { get; }

    public static async Task<ServerUser> LogInAsync(ServerProcess server, string user = "demo", string project = "demo")
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync($"{server.CloudUrl}/identity/v3/auth/tokens", JsonContent.Create(RunningCloud.Login(user, "secret", project)));
        var body = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>();
        return new ServerUser(server, answer.Headers.GetValues("X-Subject-Token").Single(), body!["token"]!["project"]!["id"]!.GetValue<string>());
    }

    /// <summary>Calls the orchestration API, below the user's own project.</summary>
    public Task<ServerAnswer> CallAsync(string method, string path, JsonNode? body = null) => SendAsync(method, $"{_server.ApiUrl}/v1/{Project}{path}", body is null ? null : Json(body.ToJsonString()));

    /// <summary>Calls the orchestration API with a body that need not be one.</summary>
    public Task<ServerAnswer> CallAsync(string method, string path, byte[] body) => SendAsync(method, $"{_server.ApiUrl}/v1/{Project}{path}", Json(body));

    public async Task<JsonNode> CloudAsync(string method, string path, JsonNode? body = null)
    {
        var answer = await SendAsync(method, _server.CloudUrl + path, body is null ? null : Json(body.ToJsonString()));
        return answer.Status < 300 ? answer.Body ?? new JsonObject() : throw new InvalidOperationException($"{method} {path}: {answer.Status} {answer.Text}");
    }

    public async Task<ServerAnswer> SendAsync(string method, string address, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = content };
        // A server that was killed and started again isn't to be called through a connection to the dead one.
        request.Headers.ConnectionClose = true;
        request.Headers.TryAddWithoutValidation("X-Auth-Token", Token);
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
        try
        {
            using var answer = await _client.SendAsync(request);
            return new ServerAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
        catch (SocketException failure)
        {
            // Told bare when the server dies as soon as it is connected.
            throw new HttpRequestException(HttpRequestError.ConnectionError, failure.Message, failure);
        }
    }

    /// <summary>Creates a stack that has to be accepted, and gives its path.</summary>
    public async Task<string> CreateAsync(JsonObject request)
    {
        var answer = await CallAsync("POST", "/stacks", request);
        return answer.Status == 201 ? PathOf(answer.Body!["stack"]!["links"]![0]!["href"]!.GetValue<string>()) : throw new InvalidOperationException($"Not created: {answer.Status} {answer.Text}");
    }

    /// <summary>The stack as it is once nothing is under way; null when it is gone.</summary>
    public async Task<JsonNode?> SettledAsync(string path, TimeSpan patience)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var answer = await CallAsync("GET", path);
            if (answer.Status == 404)
                return null;
            var stack = answer.Body!["stack"]!;
            var status = stack["stack_status"]!.GetValue<string>();
            if (!status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal))
                return status == "DELETE_COMPLETE" ? null : stack;
            if (waited.Elapsed > patience)
                throw new TimeoutException($"{path} is still {status} after {patience}.\n{_server.Output}");
            await Task.Delay(s_pause);
        }
    }

    /// <summary>The path of an address below the user's project.</summary>
    public string PathOf(string address) => address[(address.IndexOf(Project, StringComparison.Ordinal) + Project.Length)..];

    public void Dispose() => _client.Dispose();

    private static ByteArrayContent Json(string text) => Json(Encoding.UTF8.GetBytes(text));

    private static ByteArrayContent Json(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        return content;
    }
}

/// <summary>What the server answered.</summary>
internal sealed record ServerAnswer(int Status, string Text)
{
    public JsonNode? Body => Text.StartsWith('{') ? JsonNode.Parse(Text) : null;

    /// <summary>The message of a fault.</summary>
    public string Message => Body?["error"]?["message"]?.GetValue<string>() ?? "";
}
