using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Orchestration;

/// <summary>
/// Who may do what: every route of the REST API is asked by everybody, and the answers are compared with the reference's, which <c>Facts/role-answers.json</c> holds.
/// An instance is the in-instance user of the stack, a stack user has that role in the project itself, a stranger is a member of another project.
/// </summary>
public sealed class RoleTests
{
    private const string Snapshot = "/stacks/{stack}/snapshots/{snapshot}";

    private static readonly string[] s_otherAdministrators = ["administrator of another project", "administrator of another project at its own address"];
    private static readonly string[] s_stackUsers = ["instance", "stack user"];

    private static readonly MapValue s_facts = ValueJson.ParseMap(File.ReadAllText(Path.Combine(Repository.Root, "Heat.Tests", "Facts", "role-answers.json")));

    private static readonly Deviation[] s_deviations =
    [
        new($"GET {Snapshot}", s_otherAdministrators, 200, "They may list the snapshots of every project's stacks, so they may also have a look at one."),
        new($"DELETE {Snapshot}", s_otherAdministrators, 204, "As above."),
        new($"POST {Snapshot}/restore", s_otherAdministrators, 202, "As above."),
        new("GET /software_deployments/metadata/{server}", ["administrator of another project"], 200, "The reference allows it at their own address only, and at both in later versions."),
        new("POST /software_deployments", ["stranger at their own address"], 404, "The reference deploys the configuration of another project, and so shows it to everybody who knows its id."),
        new("POST /stacks/{stack}/actions", s_stackUsers, 403, "The rule for all actions, which the reference describes but doesn't ask, is the first to deny it."),
    ];

    private RoleBench _bench = null!;

    private static IEnumerable<TestCaseData> Cases =>
        from request in s_facts.Get("requests").Maps()
        from answer in (MapValue)request.Get("answers")
        select new TestCaseData(answer.Key, request).SetArgDisplayNames(answer.Key, request.Get("name").AsText()!);

    [OneTimeSetUp]
    public async Task StartServer() => _bench = await RoleBench.StartAsync(s_facts);

    [OneTimeTearDown]
    public async Task StopServer()
    {
        if (_bench is not null)
            await _bench.DisposeAsync();
    }

    [TestCaseSource(nameof(Cases))]
    public async Task Everybody_is_answered_as_by_the_reference(string caller, MapValue request)
    {
        var recorded = ValueJson.Write(((MapValue)request.Get("answers")).Get(caller));
        var answer = await _bench.AskAsync(caller, request);
        if (s_deviations.FirstOrDefault(deviation => deviation.IsAbout(caller, request)) is { } known)
            Assert.That((answer.Get("status"), IsAsRecorded: ValueJson.Write(answer) == recorded), Is.EqualTo(((Value)known.Status, IsAsRecorded: false)), known.Reason);
        else
            Assert.That(ValueJson.Write(answer), Is.EqualTo(recorded));
    }

    [TestCase("stacks"), TestCase("software_configs")]
    public async Task Lists_show_administrators_what_is_in_every_project_and_where(string collection)
    {
        Assert.That((await _bench.ListedAsync("administrator of another project at its own address", collection))?.Get("project").AsText(), Is.Not.Null);
        Assert.That((await _bench.ListedAsync("member", collection))?.ContainsKey("project"), Is.False);
        Assert.That(await _bench.ListedAsync("stranger at their own address", collection), Is.Null);
    }

    /// <summary>An answer that isn't the reference's, on purpose.</summary>
    private sealed record Deviation(string Request, IReadOnlyList<string> Callers, int Status, string Reason)
    {
        public bool IsAbout(string caller, MapValue request) => request.Get("request").AsText() == Request && Callers.Contains(caller);
    }
}
