using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Heat.Tests.Telemetry;

/// <summary>A collector that takes OTLP over HTTP and keeps everything.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string? Key, JsonNode Body)> _received = new();

    private Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>The values of the header <c>x-key</c> that came.</summary>
    public IEnumerable<string?> Keys => _received.Select(each => each.Key);

    public IEnumerable<JsonNode> Spans => _received.Where(each => each.Path == "/v1/traces")
        .SelectMany(each => each.Body["resourceSpans"]!.AsArray()).SelectMany(each => each!["scopeSpans"]!.AsArray()).SelectMany(each => each!["spans"]!.AsArray()).OfType<JsonNode>();

    /// <summary>The metrics as they came last.</summary>
    public IEnumerable<JsonNode> Metrics => _received.LastOrDefault(each => each.Path == "/v1/metrics").Body?["resourceMetrics"]!.AsArray()
        .SelectMany(each => each!["scopeMetrics"]!.AsArray()).SelectMany(each => each!["metrics"]!.AsArray()).OfType<JsonNode>() ?? [];

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new Collector(app);
        app.Run(async http =>
        {
            var body = await JsonNode.ParseAsync(http.Request.Body);
            collector._received.Enqueue((http.Request.Path.Value!, http.Request.Headers["x-key"], body!));
            await http.Response.WriteAsync("{}");
        });
        await app.StartAsync();
        return collector;
    }

    public static string? Attribute(JsonNode of, string key) =>
        of["attributes"]!.AsArray().FirstOrDefault(each => each!["key"]!.GetValue<string>() == key)?["value"]!.AsObject().First().Value!.ToString();

    /// <summary>The points of a metric.</summary>
    public IEnumerable<JsonNode> Points(string metric) => Metrics.Where(each => each["name"]!.GetValue<string>() == metric)
        .SelectMany(each => (each["sum"] ?? each["gauge"] ?? each["histogram"])!["dataPoints"]!.AsArray()).OfType<JsonNode>();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
