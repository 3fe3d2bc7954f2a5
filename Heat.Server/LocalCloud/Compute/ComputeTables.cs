using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Compute;

/// <summary>What the compute service stores.</summary>
internal sealed class ComputeTables
{
    private static readonly Dictionary<string, int> s_limits = new()
    {
        ["instances"] = 1000, ["cores"] = 4000, ["ram"] = 8 * 1024 * 1024, ["key_pairs"] = 100, ["metadata_items"] = 128,
        ["server_groups"] = 100, ["server_group_members"] = 100,
        ["injected_files"] = 5, ["injected_file_content_bytes"] = 10240, ["injected_file_path_bytes"] = 255,
        ["fixed_ips"] = -1, ["floating_ips"] = -1, ["security_groups"] = -1, ["security_group_rules"] = -1,
    };

    public ComputeTables(LocalCloudState state)
    {
        Servers = state.Table<Server>("compute.server");
        Flavors = state.Table<Flavor>("compute.flavor");
        KeyPairs = state.Table<KeyPair>("compute.keypair");
        Groups = state.Table<ServerGroup>("compute.server_group");
        Aggregates = state.Table<HostAggregate>("compute.aggregate");
        Quotas = new Quotas(state.Table<QuotaSet>("compute.quota"), s_limits);
        ServersByProject = Servers.IndexedBy(server => server.ProjectId);
        ServersByGroup = Servers.IndexedBy(server => server.GroupId);
        LeavingServers = Servers.IndexedBy(server => server.GoneAt is null ? null : "leaving");
        KeyPairsByUser = KeyPairs.IndexedBy(pair => pair.UserId);
        GroupsByProject = Groups.IndexedBy(group => group.ProjectId);
    }

    public CloudTable<Server> Servers { get; }

    public CloudTable<Flavor> Flavors { get; }

    public CloudTable<KeyPair> KeyPairs { get; }

    public CloudTable<ServerGroup> Groups { get; }

    public CloudTable<HostAggregate> Aggregates { get; }

    public Quotas Quotas { get; }

    public CloudIndex<Server> ServersByProject { get; }

    public CloudIndex<Server> ServersByGroup { get; }

    public CloudIndex<Server> LeavingServers { get; }

    public CloudIndex<KeyPair> KeyPairsByUser { get; }

    public CloudIndex<ServerGroup> GroupsByProject { get; }
}
