using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Heat.Server.LocalCloud;
using Heat.Server.LocalCloud.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Heat.Tests.LocalCloud;

/// <summary>A local cloud on a port of its own, with a clock that only tests move.</summary>
internal sealed class RunningCloud : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private RunningCloud(WebApplication app, MovableTime time, ICloudJournal journal)
    {
        _app = app;
        Time = time;
        Journal = journal;
        _client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public MovableTime Time { get; }

    public ICloudJournal Journal { get; }

    public string Url => _app.Urls.Single();

    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a cloud; on the journal of another it is that one, started again.</summary>
    public static async Task<RunningCloud> StartAsync(ICloudJournal? journal = null, MovableTime? time = null)
    {
        time ??= new MovableTime();
        journal ??= new MemoryCloudJournal();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.AddSingleton(journal);
        builder.Services.AddLocalCloud(builder.Configuration);
        var app = builder.Build();
        await app.Services.LoadLocalCloudAsync(CancellationToken.None);
        app.MapLocalCloud();
        await app.StartAsync();
        app.Services.GetRequiredService<LocalCloudAddress>().BaseUrl = app.Urls.Single();
        return new RunningCloud(app, time, journal);
    }

    public async Task<CloudSession> LogInAsync(string user = "demo", string project = "demo")
    {
        var answer = await SendAsync("POST", "/identity/v3/auth/tokens", Login(user, "secret", project), null);
        return new CloudSession(this, answer.Header("X-Subject-Token")!, answer.Body!["token"]!.AsObject());
    }

    public static JsonObject Login(string user, string password, string project) => new()
    {
        ["auth"] = new JsonObject
        {
            ["identity"] = new JsonObject
            {
                ["methods"] = new JsonArray("password"),
                ["password"] = new JsonObject { ["user"] = new JsonObject { ["name"] = user, ["domain"] = new JsonObject { ["id"] = "default" }, ["password"] = password } },
            },
            ["scope"] = new JsonObject { ["project"] = new JsonObject { ["name"] = project, ["domain"] = new JsonObject { ["id"] = "default" } } },
        },
    };

    public async Task<CloudAnswer> SendAsync(string method, string path, JsonNode? body, string? token, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : JsonContent.Create(body) };
        if (token is not null) request.Headers.Add("X-Auth-Token", token);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new CloudAnswer((int)response.StatusCode, text.Length > 0 && text[0] is '{' or '[' ? JsonNode.Parse(text) : null, response.Headers.ToDictionary(header => header.Key, header => header.Value.First(), StringComparer.OrdinalIgnoreCase));
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }
}

/// <summary>What a service answered.</summary>
internal sealed record CloudAnswer(int Status, JsonNode? Body, Dictionary<string, string> Headers)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The message of a refusal, whichever service words it.</summary>
    public string Message => Body?.AsObject().First().Value?["message"]?.GetValue<string>() ?? "";
}

/// <summary>Somebody with a token.</summary>
internal sealed class CloudSession(RunningCloud cloud, string token, JsonObject facts)
{
    public string Token => token;

    public JsonObject Facts => facts;

    public string ProjectId => facts["project"]!["id"]!.GetValue<string>();

    public string UserId => facts["user"]!["id"]!.GetValue<string>();

    public Task<CloudAnswer> SendAsync(string method, string path, string? body = null, params (string Name, string Value)[] headers) =>
        cloud.SendAsync(method, path, body is null ? null : JsonNode.Parse(body), token, headers);

    public Task<CloudAnswer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, null, headers);

    public Task<CloudAnswer> PostAsync(string path, string body, params (string Name, string Value)[] headers) => SendAsync("POST", path, body, headers);

    /// <summary>Posts what has to work, and answers the object made.</summary>
    public async Task<JsonNode> MakeAsync(string path, string body)
    {
        var answer = await PostAsync(path, body);
        return answer.Status is >= 200 and < 300 ? answer.Body!.AsObject().First().Value! : throw new InvalidOperationException($"POST {path}: {answer.Status} {answer.Body}");
    }

    public async Task<JsonArray> ListAsync(string path) => (await GetAsync(path)).Body!.AsObject().First(item => item.Value is JsonArray).Value!.AsArray();
}

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class MovableTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Pass(double seconds) => _now += TimeSpan.FromSeconds(seconds);
}
