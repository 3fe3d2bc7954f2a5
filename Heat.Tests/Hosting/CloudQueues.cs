using Heat.Core.Values;

namespace Heat.Tests.Hosting;

/// <summary>The local cloud's message queues, as somebody with a token reads and writes them.</summary>
internal static class CloudQueues
{
    /// <summary>The bodies of all messages in a queue, oldest first. They stay there.</summary>
    public static async Task<IReadOnlyList<Value>> MessagesAsync(string cloud, string token, string queue)
    {
        var (bodies, path) = (new List<Value>(), $"/v2/queues/{queue}/messages?limit=20&echo=true");
        while (true)
        {
            var page = await CallAsync(HttpMethod.Get, cloud, token, path, null);
            var messages = page.Get("messages").Maps().ToList();
            if (messages.Count == 0)
                return bodies;
            bodies.AddRange(messages.Select(message => message.Get("body")));
            path = page.Get("links").Maps().First().Get("href").AsText()!;
        }
    }

    public static Task PostAsync(string cloud, string token, string queue, MapValue body) =>
        CallAsync(HttpMethod.Post, cloud, token, $"/v2/queues/{queue}/messages", MapValue.Of(("messages", ListValue.Of(MapValue.Of(("body", body))))));

    /// <summary>The names of the project's queues.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(string cloud, string token) =>
        [.. (await CallAsync(HttpMethod.Get, cloud, token, "/v2/queues?limit=20", null)).Get("queues").Maps().Select(queue => queue.Get("name").AsText()!)];

    private static async Task<MapValue> CallAsync(HttpMethod method, string cloud, string token, string path, MapValue? body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method, $"{cloud}/messaging{path}") { Content = body is null ? null : new StringContent(ValueJson.Write(body), System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Auth-Token", token);
        request.Headers.Add("Client-ID", Guid.NewGuid().ToString());
        using var answer = await http.SendAsync(request);
        return ValueJson.ParseMap(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }
}
