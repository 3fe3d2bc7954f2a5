using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Messaging;

/// <summary>Signatures that let anybody use some paths of a queue in some ways for some time.</summary>
internal sealed class PreSignedUrls(LocalCloudState state)
{
    private const string KeyId = "messaging.signing-key";
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss";
    private static readonly TimeSpan s_usualTime = TimeSpan.FromDays(1);
    private static readonly HashSet<string> s_paths = ["messages", "subscriptions", "claims"];
    private static readonly HashSet<string> s_fields = ["methods", "expires", "paths"];

    /// <summary>Signs what the body of a request asks for.</summary>
    public JsonObject Share(QueueAddress queue, JsonObject body, CloudTransaction transaction)
    {
        if (body.Select(field => field.Key).FirstOrDefault(name => !s_fields.Contains(name)) is { } unknown)
            throw MessagingFaults.BadRequest($"Unknown keys: {unknown}");
        var paths = Names(body, "paths") is { Count: > 0 } asked ? asked : ["messages"];
        if (paths.FirstOrDefault(path => !s_paths.Contains(path)) is { } invalid)
            throw MessagingFaults.BadRequest($"Invalid paths: {invalid}");
        var expires = Expiry(body["expires"], transaction.Now).ToString(Format, CultureInfo.InvariantCulture);
        var methods = Names(body, "methods") is { Count: > 0 } given ? given : ["GET"];
        var (allPaths, allMethods) = (Sorted(paths.Select(path => $"{queue.Path}/{path}")), Sorted(methods));
        return new JsonObject
        {
            ["paths"] = CloudJson.Array(allPaths),
            ["methods"] = CloudJson.Array(allMethods),
            ["project"] = queue.Project,
            ["expires"] = expires,
            ["signature"] = Signature(Key(transaction), allPaths, allMethods, queue.Project, expires),
        };
    }

    /// <summary>The project that a signature opens to a request; null when the request brings none.</summary>
    public string? ProjectOf(CloudRequest request)
    {
        if (request.Header("URL-Signature") is not { } signature) return null;
        var (project, expires) = (request.Header("X-Project-ID") ?? "", request.Header("URL-Expires") ?? "");
        var methods = (request.Header("URL-Methods") ?? "").Split(',');
        var paths = (request.Header("URL-Paths") ?? "").Split(',');
        var path = request.Path[MessagingService.Mount.Length..];
        var isMeant = methods.Contains(request.Method) && paths.Any(signed => path == signed || path.StartsWith(signed + "/", StringComparison.Ordinal));
        return isMeant && IsAhead(expires) && state.Identity.Secrets.Find(KeyId) is { } key && Fits(signature, Signature(key.Value, Sorted(paths), Sorted(methods), project, expires))
            ? project
            : throw CloudFaultException.NotFound("");
    }

    private bool IsAhead(string expires) => Moment(expires) is { } moment && moment > state.Now;

    private static DateTimeOffset Expiry(JsonNode? given, DateTimeOffset now)
    {
        if (given is null) return now + s_usualTime;
        var text = CloudJson.Text(given)!;
        if (Moment(text) is not { } moment)
            throw MessagingFaults.BadRequest($"`expires` should be date format, for example 2016-01-01T00:00:00, not integer value: {text}");
        return moment > now ? moment : throw MessagingFaults.BadRequest("`expires` is lower than the current time");
    }

    private static DateTimeOffset? Moment(string text) => text.Contains('-', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;

    private static List<string> Names(JsonObject body, string name) => body[name] switch
    {
        null => [],
        JsonArray names => [.. names.Select(one => CloudJson.Text(one) ?? "")],
        _ => throw MessagingFaults.BadRequest($"`{name}` should be a list"),
    };

    private static List<string> Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];

    private string Key(CloudTransaction transaction) => (state.Identity.Secrets.Find(KeyId) ?? transaction.Put(state.Identity.Secrets, new CloudSecret
    {
        Id = KeyId,
        Value = RandomNumberGenerator.GetHexString(32, lowercase: true),
        CreatedAt = transaction.Now,
    })).Value;

    private static string Signature(string key, IEnumerable<string> paths, IEnumerable<string> methods, string project, string expires) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{string.Join(',', paths)}\n{string.Join(',', methods)}\n{project}\n{expires}")));

    private static bool Fits(string given, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(right));
}
