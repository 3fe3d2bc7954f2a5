using System.Diagnostics;
using System.Globalization;
using Heat.Core.Values;
using Heat.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Heat.Tests.Faults;

/// <summary>Stacks on a cloud of which many calls go wrong: each ends as it was wanted or says why not, nothing is there twice, and nothing is left.</summary>
public sealed class FaultyCloudTests
{
    private const int Stacks = 200;
    private const int AtOnce = 8;
    private const double FaultyPart = 0.04;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private static readonly IReadOnlyDictionary<string, string> s_pieces = new Dictionary<string, string>
    {
        ["net"] = "{type: OS::Neutron::Net, properties: {name: NAME-net}}",
        ["subnet"] = "{type: OS::Neutron::Subnet, properties: {name: NAME-subnet, network: {get_resource: net}, cidr: 10.9.0.0/24}}",
        ["port"] = "{type: OS::Neutron::Port, properties: {name: NAME-port, network: {get_resource: net}}, depends_on: subnet}",
        ["server"] = "{type: OS::Nova::Server, properties: {name: NAME-server, image: cirros, flavor: m1.tiny, networks: [{port: {get_resource: port}}]}}",
        ["group"] = "{type: OS::Neutron::SecurityGroup, properties: {name: NAME-group, rules: [{protocol: tcp, port_range_min: 80, port_range_max: 80}]}}",
        ["volume"] = "{type: OS::Cinder::Volume, properties: {name: NAME-volume, size: 1}}",
        ["attachment"] = "{type: OS::Cinder::VolumeAttachment, properties: {instance_uuid: {get_resource: server}, volume_id: {get_resource: volume}}}",
        ["text"] = "{type: OS::Heat::RandomString}",
    };

    private static readonly IReadOnlyDictionary<string, string> s_places = new Dictionary<string, string>
    {
        ["net"] = "/network/v2.0/networks",
        ["subnet"] = "/network/v2.0/subnets",
        ["port"] = "/network/v2.0/ports",
        ["group"] = "/network/v2.0/security-groups",
        ["server"] = "/compute/v2.1/servers",
        ["volume"] = "/volume/v3/PROJECT/volumes",
    };

    [TestCase(1)]
    public async Task Every_stack_ends_as_wanted_or_says_why_and_leaves_nothing(int seed)
    {
        seed = int.TryParse(Environment.GetEnvironmentVariable("HEAT_TEST_REPLAY"), NumberStyles.None, CultureInfo.InvariantCulture, out var replayed) ? replayed : seed;
        var faults = new FaultyCloud(seed, FaultyPart);
        await using var server = await InProcessServer.StartAsync(
            services => services.AddHttpClient("cloud").AddHttpMessageHandler(faults.NewHandler),
            ("Heat:Cloud:CallTimeoutSeconds", "3"), ("Heat:Cloud:RetryPauseMilliseconds", "20"), ("Heat:Engine:RetryPauseSeconds", "0.05"), ("Heat:Limits:MaxStacksPerTenant", "-1"));
        using var client = await ApiClient.LogInAsync(server.ApiAddress, server.CloudAddress);
        var ends = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Stacks), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
        {
            var life = new Life(server, client, $"f{number:000}", new Random(seed * 1000 + number));
            await life.LiveAsync(ends);
        });

        TestContext.Out.WriteLine($"seed {seed}: {string.Join(", ", ends.GroupBy(end => end).OrderBy(end => end.Key).Select(end => $"{end.Key} {end.Count()}"))}; {string.Join(", ", faults.Happened.OrderBy(each => each.Key).Select(each => $"{each.Key} {each.Value}"))}");
        Assert.That(faults.Happened, Has.Count.EqualTo(8));
        Assert.That(ends.Count(end => end == "CREATE_COMPLETE"), Is.GreaterThan(Stacks / 3));
        Assert.That(ends.Count(end => end == "UPDATE_COMPLETE"), Is.GreaterThan(Stacks / 6));
        Assert.That(await LeftAsync(server, client, "f"), Is.Empty);
    }

    private static async Task<IReadOnlyList<string>> LeftAsync(InProcessServer server, ApiClient client, string prefix)
    {
        List<string> left = [];
        foreach (var (piece, path) in s_places)
            left.AddRange((await NamesAsync(server, client, path)).Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith($"-{piece}", StringComparison.Ordinal)));
        return left;
    }

    private static async Task<IEnumerable<string>> NamesAsync(InProcessServer server, ApiClient client, string path)
    {
        var answer = await client.CallAsync("GET", server.CloudAddress + path.Replace("PROJECT", client.Project, StringComparison.Ordinal), headers: new Dictionary<string, string> { ["X-Auth-Token"] = client.Token });
        return ((MapValue)answer.Body).Values.First().AsList()!.Select(each => ApiAnswer.Dig(each, "name").AsText() ?? "");
    }

    /// <summary>One stack: created, perhaps updated, deleted.</summary>
    private sealed class Life(InProcessServer server, ApiClient client, string name, Random random)
    {
        public async Task LiveAsync(System.Collections.Concurrent.ConcurrentBag<string> ends)
        {
            var pieces = Pieces();
            var path = await CreateAsync(pieces);
            ends.Add(await EndAsync(path, pieces));
            if (random.Next(2) == 0 && ends.Contains("CREATE_COMPLETE"))
            {
                pieces = Pieces();
                if (await AskAsync("PUT", path, Body(pieces)) is { Status: 202 })
                    ends.Add(await EndAsync(path, pieces));
            }

            for (var tries = 0; tries < 8; tries++)
            {
                await AskAsync("DELETE", path, null);
                if (await EndAsync(path, []) == "gone")
                {
                    ends.Add("gone");
                    Assert.That(await LeftAsync(server, client, name + "-"), Is.Empty);
                    return;
                }
            }

            Assert.Fail($"{name} can't be deleted: {(await AskAsync("GET", path, null)).Dig("stack.stack_status_reason")}");
        }

        private List<string> Pieces()
        {
            List<string> pieces = ["text"];
            if (random.Next(4) > 0)
                pieces.AddRange(["net", "subnet", "port"]);
            if (pieces.Contains("port") && random.Next(2) == 0)
                pieces.Add("server");
            if (random.Next(2) == 0)
                pieces.Add("volume");
            if (pieces.Contains("server") && pieces.Contains("volume"))
                pieces.Add("attachment");
            if (random.Next(3) == 0)
                pieces.Add("group");
            return pieces;
        }

        private MapValue Body(List<string> pieces) => MapValue.Of(
            ("stack_name", name),
            ("disable_rollback", random.Next(4) > 0),
            ("template", $"heat_template_version: 2018-08-31\nresources:\n{string.Concat(pieces.Select(piece => $"  {piece}: {s_pieces[piece].Replace("NAME", name, StringComparison.Ordinal)}\n"))}"));

        private async Task<string> CreateAsync(List<string> pieces)
        {
            var made = await AskAsync("POST", "/stacks", Body(pieces));
            // A conflict is the echo of a try whose answer said that the cloud had failed.
            Assert.That(made.Status, Is.EqualTo(201).Or.EqualTo(409), made.Body.ToString());
            var id = made.Status == 201 ? made.Dig("stack.id") : (await AskAsync("GET", $"/stacks?name={name}", null)).Dig("stacks.0.id");
            return $"/stacks/{name}/{id.AsText()}";
        }

        /// <summary>Asks again when the cloud kept the API from answering.</summary>
        private async Task<ApiAnswer> AskAsync(string method, string path, Value? body)
        {
            for (var tries = 0; ; tries++)
            {
                var answer = await client.CallAsync(method, path, body);
                // Checking a request asks the cloud as well: what it says then is the client's to hear.
                var isFault = answer.Status >= 500 || answer.Status is 401 || (answer.Status is 400 or 403 or 404 && IsOfCloud(answer.Dig("error.message").AsText() ?? ""));
                if (!isFault || tries > 20)
                    return answer;
                await Task.Delay(20);
            }
        }

        private static bool IsOfCloud(string message) => message.Contains("HTTP 5", StringComparison.Ordinal) || message.Contains("HTTP 401", StringComparison.Ordinal) || message.Contains("establish connection", StringComparison.Ordinal)
            || message.Contains("timed out", StringComparison.Ordinal) || message.Contains("Keystone", StringComparison.Ordinal) || message.Contains("Unauthorized", StringComparison.Ordinal) || message.Contains("rate limit", StringComparison.OrdinalIgnoreCase) || message.Contains("HTTP 429", StringComparison.Ordinal);

        private async Task<string> EndAsync(string path, List<string> pieces)
        {
            for (var waited = Stopwatch.StartNew(); ; await Task.Delay(50))
            {
                var answer = await AskAsync("GET", path, null);
                if (answer.Status == 404)
                    return "gone";
                var status = answer.Dig("stack.stack_status").AsText() ?? "";
                if (status == "DELETE_COMPLETE")
                    return "gone";
                if (!status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal))
                {
                    await CheckAsync(status, answer.Dig("stack.stack_status_reason").AsText() ?? "", pieces);
                    return status;
                }

                Assert.That(waited.Elapsed, Is.LessThan(s_patience), $"{name} is still {status}");
            }
        }

        private async Task CheckAsync(string status, string reason, List<string> pieces)
        {
            var left = await LeftAsync(server, client, name + "-");
            if (status.EndsWith("_FAILED", StringComparison.Ordinal))
                Assert.That(reason, Has.Length.GreaterThan(20).And.Not.Match(@"System\.|NullReference|InvalidOperation|KeyNotFound|ObjectDisposed"), name);
            else if (status is "CREATE_COMPLETE" or "UPDATE_COMPLETE")
                Assert.That(left.Select(each => each[(name.Length + 1)..]), Is.EquivalentTo(pieces.Where(s_places.ContainsKey)), $"{name} {status}");
        }
    }
}
