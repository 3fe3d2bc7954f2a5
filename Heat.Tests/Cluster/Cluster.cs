using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Heat.Core.Storage;
using Heat.Tests.Crash;
using Heat.Tests.Hosting;
using Heat.Tests.Storage;

namespace Heat.Tests.Cluster;

/// <summary>Several servers that share a PostgreSQL database, beside a cloud that is a process of its own, and a user who asks now this one and now that one.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private const string ServiceUser = "heat-node";
    private const string DomainAdministrator = "heat-node-keeper";
    private const string Password = "cluster";

    /// <summary>For how long a sign of life counts unless a test says otherwise. Others take over after one and a half times as long.</summary>
    public const double LeaseSeconds = 3;

    private readonly ServerProcess _cloud = new(
        "Heat:LocalCloud:ServerBuildSeconds=0.3", "Heat:LocalCloud:ServerDeleteSeconds=0.1", "Heat:LocalCloud:VolumeCreateSeconds=0.1", "Heat:LocalCloud:VolumeDeleteSeconds=0.1", "Heat:LocalCloud:AttachSeconds=0.05",
        "Logging:LogLevel:Default=Warning");

    private readonly DatabaseSettings? _database;
    private ServerUser _admin = null!;
    private Inventory _before = null!;

    private readonly double _leaseSeconds;

    private Cluster(DatabaseSettings? database, double leaseSeconds) => (_database, _leaseSeconds) = (database, leaseSeconds);

    public List<ServerProcess> Nodes { get; } = [];

    public ServerProcess Cloud => _cloud;

    public ServerUser User { get; private set; } = null!;

    /// <summary>Starts a cloud and its nodes.</summary>
    /// <param name="connection">The database; null for one on the server that all tests use.</param>
    /// <param name="leaseSeconds">For how long a node's sign of life counts.</param>
    public static async Task<Cluster> StartAsync(int nodes, string? connection = null, double leaseSeconds = LeaseSeconds)
    {
        var cluster = new Cluster(connection is null ? new DatabaseSettings(DatabaseProvider.PostgreSql) : null, leaseSeconds);
        await cluster._cloud.StartAsync();
        cluster._admin = await ServerUser.LogInAsync(cluster._cloud, "admin", "demo");
        cluster.User = await ServerUser.LogInAsync(cluster._cloud);
        await cluster.MakeServiceUsersAsync();
        await cluster.RaiseQuotasAsync();
        var database = cluster._database?.Options.ConnectionString ?? connection!;
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        for (var node = 0; node < nodes; node++)
            cluster.Nodes.Add(cluster.NewNode(database, key));
        // All at once, on an empty database.
        await Task.WhenAll(cluster.Nodes.Select(node => node.StartAsync()));
        cluster._before = await Inventory.TakeAsync(cluster._admin, cluster.User);
        return cluster;
    }

    public ServerProcess NewNode(string database, string key) => new(
        "Heat:Mode=OpenStack", $"Heat:Keystone:AuthUrl={_cloud.CloudUrl}/identity/v3", $"Heat:Keystone:Username={ServiceUser}", $"Heat:Keystone:Password={Password}",
        $"Heat:Keystone:StackDomainAdmin={DomainAdministrator}", $"Heat:Keystone:StackDomainAdminPassword={Password}",
        "Heat:Database:Provider=PostgreSql", $"Heat:Database:ConnectionString={database};Maximum Pool Size=20", $"Heat:Security:EncryptionKey={key}",
        FormattableString.Invariant($"Heat:Engine:LeaseSeconds={_leaseSeconds}"), "Heat:Engine:RetryPauseSeconds=0.1", "Heat:Limits:MaxStacksPerTenant=-1", "Heat:Shutdown:DrainSeconds=2", "Logging:LogLevel:Default=Warning");

    /// <summary>A node that shares the database with those that run.</summary>
    public ServerProcess NewNode(string key) => NewNode(_database!.Options.ConnectionString!, key);

    /// <summary>Calls the orchestration API of a node.</summary>
    public Task<ServerAnswer> CallAsync(ServerProcess node, string method, string path, JsonNode? body = null) =>
        User.SendAsync(method, $"{node.ApiUrl}/v1/{User.Project}{path}", body is null ? null : new StringContent(body.ToJsonString(), null, "application/json"));

    /// <summary>What the cloud holds beyond what it held at the start, and no stack that is there owns; and what a stack ought to own and is not there.</summary>
    public async Task<IReadOnlyList<string>> UnexplainedAsync(ServerProcess node)
    {
        var inventory = await Inventory.TakeAsync(_admin, User);
        var stacks = (await CallAsync(node, "GET", "/stacks")).Body!["stacks"]!.AsArray();
        var owned = new List<string>();
        foreach (var stack in stacks)
        {
            var path = User.PathOf(stack!["links"]![0]!["href"]!.GetValue<string>());
            var resources = (await CallAsync(node, "GET", $"{path}/resources?nested_depth=5")).Body!["resources"]!.AsArray();
            owned.AddRange(resources.Select(resource => Inventory.Expected(resource!)).OfType<string>());
        }

        var there = stacks.Count == 0 ? inventory.AllSince(_before) : inventory.Since(_before);
        return [.. there.Except(owned).Select(each => $"orphan: {inventory.Describe(each)}"), .. owned.Except(there).Select(each => $"missing: {each}")];
    }

    public async ValueTask DisposeAsync()
    {
        User?.Dispose();
        _admin?.Dispose();
        foreach (var node in Nodes)
            await node.DisposeAsync();
        await _cloud.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
    }

    private async Task MakeServiceUsersAsync()
    {
        var domain = await FindAsync("domains", "heat");
        var admin = await FindAsync("roles", "admin");
        await MakeUserAsync(ServiceUser, "default", $"projects/{await FindAsync("projects", "service")}", admin);
        await MakeUserAsync(DomainAdministrator, domain, $"domains/{domain}", admin);
    }

    private async Task MakeUserAsync(string name, string domain, string scope, string role)
    {
        var made = await _admin.CloudAsync("POST", "/identity/v3/users", new JsonObject { ["user"] = new JsonObject { ["name"] = name, ["password"] = Password, ["domain_id"] = domain } });
        await _admin.CloudAsync("PUT", $"/identity/v3/{scope}/users/{made["user"]!["id"]!.GetValue<string>()}/roles/{role}");
    }

    private async Task<string> FindAsync(string collection, string name) =>
        (await _admin.CloudAsync("GET", $"/identity/v3/{collection}?name={name}"))[collection]!.AsArray().Select(found => found!["id"]!.GetValue<string>()).First();

    private async Task RaiseQuotasAsync()
    {
        var unlimited = new JsonObject { ["instances"] = -1, ["cores"] = -1, ["ram"] = -1, ["key_pairs"] = -1, ["server_groups"] = -1 };
        await _admin.CloudAsync("PUT", $"/compute/v2.1/os-quota-sets/{User.Project}", new JsonObject { ["quota_set"] = unlimited });
        await _admin.CloudAsync("PUT", $"/volume/v3/{_admin.Project}/os-quota-sets/{User.Project}", new JsonObject { ["quota_set"] = new JsonObject { ["volumes"] = -1, ["gigabytes"] = -1 } });
        var network = new JsonObject { ["network"] = -1, ["subnet"] = -1, ["port"] = -1, ["router"] = -1, ["security_group"] = -1, ["security_group_rule"] = -1 };
        await _admin.CloudAsync("PUT", $"/network/v2.0/quotas/{User.Project}", new JsonObject { ["quota"] = network });
    }
}
