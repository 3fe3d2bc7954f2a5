using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Heat.Core.Values;

namespace Heat.Tests.Hosting;

/// <summary>A client of the orchestration API that shows answers as they are: redirects aren't followed.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private readonly string _token;

    private ApiClient(string api, string token, string project)
    {
        _token = token;
        Root = api;
        Project = project;
    }

    public string Token => _token;

    public string Root { get; }

    public string Project { get; }

    public string Endpoint => $"{Root}/v1/{Project}";

    public static Task<ApiClient> LogInAsync(string api, string cloud, string user = "demo", string project = "demo") =>
        LogInAsync(api, new Uri($"{cloud}/identity/v3"), user, "secret", project);

    /// <param name="identity">The versioned root of the identity service.</param>
    public static Task<ApiClient> LogInAsync(string api, Uri identity, string user, string password, string project)
    {
        var domain = MapValue.Of(("id", "default"));
        return LogInAsync(api, identity, MapValue.Of(("name", user), ("password", password), ("domain", domain)), MapValue.Of(("name", project), ("domain", domain)));
    }

    /// <summary>The same for somebody who is known by id.</summary>
    public static Task<ApiClient> LogInByIdAsync(string api, string cloud, string userId, string password, string projectId) =>
        LogInAsync(api, new Uri($"{cloud}/identity/v3"), MapValue.Of(("id", userId), ("password", password)), MapValue.Of(("id", projectId)));

    private static async Task<ApiClient> LogInAsync(string api, Uri identity, MapValue user, MapValue project)
    {
        using var http = new HttpClient();
        var body = MapValue.Of(("auth", MapValue.Of(
            ("identity", MapValue.Of(
                ("methods", ListValue.Of("password")),
                ("password", MapValue.Of(("user", user))))),
            ("scope", MapValue.Of(("project", project))))));
        using var answer = await http.PostAsync($"{identity.AbsoluteUri.TrimEnd('/')}/auth/tokens", new StringContent(ValueJson.Write(body), Encoding.UTF8, "application/json"));
        answer.EnsureSuccessStatusCode();
        var facts = (MapValue)ValueJson.Parse(await answer.Content.ReadAsStringAsync());
        var projectId = facts.Get("token").AsMap()!.Get("project").AsMap()!.Get("id").AsText()!;
        return new ApiClient(api, answer.Headers.GetValues("X-Subject-Token").Single(), projectId);
    }

    /// <param name="path">Below the endpoint; with <c>root:</c> in front, below the server's root; a full address is called as it is, without a token.</param>
    /// <param name="body">A value is sent as JSON, a text as it is.</param>
    public async Task<ApiAnswer> CallAsync(string method, string path, Value? body = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        var address = path.StartsWith("root:", StringComparison.Ordinal) ? Root + path[5..] : path.StartsWith("http", StringComparison.Ordinal) ? path : Endpoint + path;
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        var all = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Auth-Token"] = path.StartsWith("http", StringComparison.Ordinal) ? "" : _token, ["Accept"] = "application/json" };
        if (body is not null)
        {
            all["Content-Type"] = "application/json";
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body is TextValue text ? text.Text : ValueJson.Write(body)));
        }

        foreach (var (name, value) in headers ?? new Dictionary<string, string>())
            all[name] = value;
        // The recordings were made with a client that declares a form where nothing else is said.
        if (body is not null && all["Content-Type"].Length == 0)
            all["Content-Type"] = "application/x-www-form-urlencoded";
        foreach (var (name, value) in all.Where(header => header.Value.Length > 0))
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
                request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else
                request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _http.SendAsync(request);
        return new ApiAnswer((int)answer.StatusCode, answer.Headers.Location?.OriginalString, Parsed(await answer.Content.ReadAsStringAsync()));
    }

    public void Dispose() => _http.Dispose();

    private static Value Parsed(string text)
    {
        try
        {
            return text.Length == 0 ? Value.Null : ValueJson.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return ParsedXml(text);
        }
    }

    private static MapValue ParsedXml(string text)
    {
        try
        {
            return Tree(XElement.Parse(text));
        }
        catch (XmlException)
        {
            return MapValue.Of(("__text__", text));
        }
    }

    private static MapValue Tree(XElement element) =>
        MapValue.Of((element.Name.LocalName, element.HasElements ? ListValue.Create(element.Elements().Select(Tree)) : element.Value));
}
