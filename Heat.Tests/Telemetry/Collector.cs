using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Heat.Tests.Telemetry;

/// <summary>A collector that takes OTLP over HTTP and keeps everything.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Path, string? Key, ProtobufMessage Body)> _received = new();

    private Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    /// <summary>The values of the header <c>x-key</c> that came.</summary>
    public IEnumerable<string?> Keys => _received.Select(each => each.Key);

    // Resource, scope, content: the same for both.
    private static readonly int[] s_way = [1, 2, 2];

    public IEnumerable<CollectedSpan> Spans => _received.Where(each => each.Path == "/v1/traces").SelectMany(each => each.Body.Messages(s_way)).Select(span => new CollectedSpan(span));

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new Collector(app);
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            collector._received.Enqueue((http.Request.Path.Value!, http.Request.Headers["x-key"], new ProtobufMessage(body.ToArray())));
        });
        await app.StartAsync();
        return collector;
    }

    /// <summary>The points of a metric, as they came last.</summary>
    public IEnumerable<CollectedPoint> Points(string metric) => _received.Where(each => each.Path == "/v1/metrics")
        .Select(each => each.Body.Messages(s_way).Where(found => found.Text(1) == metric).ToList())
        .LastOrDefault(found => found.Count > 0)?.SelectMany(CollectedPoint.Of) ?? [];

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

/// <summary>A span as opentelemetry/proto/trace/v1/trace.proto lays it down.</summary>
internal sealed class CollectedSpan(ProtobufMessage span)
{
    public string TraceId => span.Hexadecimal(1);

    public string Id => span.Hexadecimal(2);

    public string ParentId => span.Hexadecimal(4);

    public string Name => span.Text(5);

    public string? Attribute(string key) => CollectedAttribute.Find(span.Messages(9), key);
}

/// <summary>A point of a metric as opentelemetry/proto/metrics/v1/metrics.proto lays it down.</summary>
internal sealed class CollectedPoint(ProtobufMessage point, int attributes)
{
    private const int Gauge = 5;
    private const int Sum = 7;
    private const int Histogram = 9;

    /// <summary>How often something was measured.</summary>
    public int Count => (int)(point.Number(4) ?? 0);

    public string? Attribute(string key) => CollectedAttribute.Find(point.Messages(attributes), key);

    public static IEnumerable<CollectedPoint> Of(ProtobufMessage metric) =>
        metric.Messages(Gauge, 1).Concat(metric.Messages(Sum, 1)).Select(point => new CollectedPoint(point, 7))
            .Concat(metric.Messages(Histogram, 1).Select(point => new CollectedPoint(point, 9)));
}

/// <summary>A pair of key and value as opentelemetry/proto/common/v1/common.proto lays it down.</summary>
internal static class CollectedAttribute
{
    public static string? Find(IEnumerable<ProtobufMessage> attributes, string key) => attributes
        .Where(attribute => attribute.Text(1) == key).SelectMany(attribute => attribute.Messages(2))
        .Select(value => value.Number(3) is { } number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : value.Text(1))
        .FirstOrDefault();
}
