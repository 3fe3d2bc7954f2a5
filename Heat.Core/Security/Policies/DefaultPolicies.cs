using Heat.Core.Values;

namespace Heat.Core.Security.Policies;

/// <summary>
/// The reference's rules as they work by default: where it has replaced a rule by a stricter one, either suffices until operators decide otherwise.
/// </summary>
internal static class DefaultPolicies
{
    private const string Members = "((role:admin and system_scope:all) or (role:member and project_id:%(project_id)s)) or rule:deny_stack_user";
    private const string Readers = "((role:reader and system_scope:all) or (role:reader and project_id:%(project_id)s)) or rule:deny_stack_user";
    private const string StackUsers = "(role:reader and system_scope:all) or (role:reader and project_id:%(project_id)s) or (role:heat_stack_user and project_id:%(project_id)s)";

    public static MapValue All { get; } = MapValue.Create(
    [
        .. Named("context_is_admin", "(role:admin and is_admin_project:True) OR (role:admin and system_scope:all)"),
        .. Named("project_admin", "role:admin"),
        .. Named("deny_stack_user", "not role:heat_stack_user"),
        .. Named("deny_everybody", "!"),
        .. Named("allow_everybody", ""),
        .. Each("actions", "action snapshot suspend resume cancel_update cancel_without_rollback", Members),
        .. Each("cloudformation", "CreateStack DeleteStack UpdateStack CancelUpdateStack", Members),
        .. Each("resource", "mark_unhealthy", Members),
        .. Each("software_configs", "delete", Members),
        .. Each("software_deployments", "create update delete", Members),
        .. Each("stacks", "abandon create delete export generate_template update update_patch preview_update preview_update_patch validate_template snapshot delete_snapshot restore_snapshot", Members),
        .. Each("actions", "check", Readers),
        .. Each("build_info", "build_info", Readers),
        .. Each("cloudformation", "ListStacks DescribeStacks DescribeStackEvents ValidateTemplate GetTemplate EstimateTemplateCost DescribeStackResources ListStackResources", Readers),
        .. Each("events", "index show", Readers),
        .. Each("resource", "index show", Readers),
        .. Each("software_configs", "index create show", Readers),
        .. Each("software_deployments", "index show", Readers),
        .. Each("stacks", "detail index list_resource_types list_template_versions list_template_functions preview resource_schema show template environment files show_snapshot list_snapshots list_outputs show_output", Readers),
        .. Each("cloudformation", "DescribeStackResource", $"{StackUsers} or rule:allow_everybody"),
        .. Each("resource", "metadata signal", $"{StackUsers} or rule:allow_everybody"),
        .. Each("stacks", "lookup", $"{StackUsers} or rule:allow_everybody"),
        .. Each("resource_types", "OS::Nova::Flavor OS::Cinder::EncryptedVolumeType OS::Cinder::VolumeType OS::Cinder::Quota OS::Neutron::Quota OS::Nova::Quota OS::Octavia::Quota OS::Manila::ShareType OS::Neutron::ProviderNet OS::Neutron::QoSPolicy OS::Neutron::QoSBandwidthLimitRule OS::Neutron::QoSDscpMarkingRule OS::Neutron::QoSMinimumBandwidthRule OS::Neutron::QoSMinimumPacketRateRule OS::Neutron::Segment OS::Nova::HostAggregate OS::Cinder::QoSSpecs OS::Cinder::QoSAssociation OS::Keystone::* OS::Blazar::Host OS::Octavia::Flavor OS::Octavia::FlavorProfile", "rule:project_admin"),
        .. Named("service:index", "(role:reader and system_scope:all) or rule:context_is_admin"),
        .. Named("software_configs:global_index", "(role:reader and system_scope:all) or rule:deny_everybody"),
        .. Named("stacks:global_index", "(role:reader and system_scope:all) or rule:deny_everybody"),
        .. Named("software_deployments:metadata", StackUsers),
        .. Named("stacks:update_no_change", "rule:stacks:update_patch"),
    ]);

    private static IEnumerable<KeyValuePair<string, Value>> Each(string group, string names, string rule) => names.Split(' ').Select(name => KeyValuePair.Create($"{group}:{name}", (Value)rule));

    private static IEnumerable<KeyValuePair<string, Value>> Named(string name, string rule) => [KeyValuePair.Create(name, (Value)rule)];
}
