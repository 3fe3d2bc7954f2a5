using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Identity;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Network;

/// <summary>/v2.0/security-groups. Every project has one named default from the first time it is looked for.</summary>
internal sealed class SecurityGroupsApi(NetworkTables tables, SecurityGroupRulesApi rules) : NetworkCollection<SecurityGroup>(tables, tables.SecurityGroups, "security_group", "security_groups")
{
    protected override string Path => "/v2.0/security-groups";

    protected override IReadOnlySet<string> Creatable { get; } = new HashSet<string> { "stateful" };

    protected override IReadOnlySet<string> Updatable { get; } = new HashSet<string> { "stateful" };

    public override CloudFaultException Missing(string? id) => CloudFaultException.NotFound($"Security group {id} does not exist", "SecurityGroupNotFound");

    public SecurityGroup EnsureDefault(string project, CloudTransaction transaction) => Default(project) ?? WithEgress(new SecurityGroup
    {
        Id = Guid.NewGuid().ToString(),
        ProjectId = project,
        Name = "default",
        Description = "Default security group",
        CreatedAt = transaction.Now,
        UpdatedAt = transaction.Now,
    }, transaction, self: true);

    private SecurityGroup? Default(string project) => Tables.SecurityGroupsByProject[project].FirstOrDefault(group => group.Name == "default");

    protected override SecurityGroup Complete(SecurityGroup draft, JsonObject wanted, Caller caller, CloudTransaction transaction)
    {
        EnsureDefault(draft.ProjectId, transaction);
        if (draft.Name == "default") throw CloudFaultException.Conflict("Default security group already exists.", "SecurityGroupDefaultAlreadyExists");
        return WithEgress(draft, transaction, self: false);
    }

    protected override SecurityGroup Change(SecurityGroup before, SecurityGroup after, JsonObject wanted, Caller caller, CloudTransaction transaction) =>
        before.Name == "default" && after.Name != before.Name
            ? throw CloudFaultException.Conflict("Updating default security group not allowed.", "SecurityGroupCannotUpdateDefault")
            : after;

    /// <summary>A new group lets everything out; the default one also lets its own members in.</summary>
    private SecurityGroup WithEgress(SecurityGroup group, CloudTransaction transaction, bool self)
    {
        transaction.Put(Table, group);
        foreach (var family in new[] { "IPv4", "IPv6" })
        {
            rules.Add(new SecurityGroupRule { Id = Guid.NewGuid().ToString(), SecurityGroupId = group.Id, Direction = "egress", Ethertype = family, Description = null }, group, transaction);
            if (self) rules.Add(new SecurityGroupRule { Id = Guid.NewGuid().ToString(), SecurityGroupId = group.Id, Ethertype = family, RemoteGroupId = group.Id, Description = null }, group, transaction);
        }
        return group;
    }

    protected override void Release(SecurityGroup item, CloudTransaction transaction)
    {
        if (item.Name == "default") throw CloudFaultException.Conflict("Insufficient rights for removing default security group.", "SecurityGroupCannotRemoveDefault");
        if (Tables.PortsBySecurityGroup.Contains(item.Id)) throw CloudFaultException.Conflict($"Security Group {item.Id} in use.", "SecurityGroupInUse");
        foreach (var rule in Tables.RulesByGroup[item.Id].Concat(Tables.RulesByRemoteGroup[item.Id]).Distinct()) transaction.Remove(Tables.Rules, rule);
    }

    public override JsonObject View(SecurityGroup item, Caller caller)
    {
        var view = base.View(item, caller);
        view["security_group_rules"] = CloudJson.Array(Tables.RulesByGroup[item.Id].Select(rule => rules.View(rule, caller)));
        return view;
    }
}
