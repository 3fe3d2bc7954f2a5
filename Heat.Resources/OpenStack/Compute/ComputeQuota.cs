using Heat.Core.Resources;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.Compute;

/// <summary>OS::Nova::Quota — how much of the compute service a project may have. API: Compute v2.1, /os-quota-sets.</summary>
public sealed class ComputeQuota() : QuotaResource<ComputeClient>("/os-quota-sets", "quota_set")
{
    public override ResourceSchema Schema { get; } = new("OS::Nova::Quota")
    {
        Description = "How much of the compute service a project may have.",
        Support = SupportStatus.Since("8.0.0"),
        Service = "compute",
        Properties =
        [
            Limit("cores", "Processors."),
            Limit("fixed_ips", "Fixed addresses."),
            Limit("floating_ips", "Floating addresses."),
            Limit("injected_file_content_bytes", "Bytes in a file that a server is given.").DeprecatedIn("14.0.0"),
            Limit("injected_file_path_bytes", "Bytes in the path of such a file.").DeprecatedIn("14.0.0"),
            Limit("injected_files", "Files that a server is given.").DeprecatedIn("14.0.0"),
            Limit("instances", "Servers."),
            Limit("key_pairs", "Key pairs."),
            Limit("metadata_items", "Facts noted with a server."),
            Of,
            Limit("ram", "Memory, in MB."),
            Limit("security_group_rules", "Rules of security groups."),
            Limit("security_groups", "Security groups."),
            Limit("server_group_members", "Members of a server group."),
            Limit("server_groups", "Server groups."),
        ],
    };

    public override string Title => "NovaQuota";
}
