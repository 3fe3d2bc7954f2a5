using System.Text.Json.Nodes;
using Heat.Server.LocalCloud.Door;
using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>/v3/domains.</summary>
internal sealed class DomainsApi(IdentityTables tables) : IdentityCollection<Domain>(tables.Domains, "domain", "domains")
{
    protected override void AuthorizeRead(CloudRequest request, Domain? item)
    {
        if (item is null || item.Id != request.Caller.User.DomainId) base.AuthorizeRead(request, item);
    }

    protected override Domain Settle(Domain item, Domain? before, JsonObject wanted, CloudRequest request, CloudTransaction transaction)
    {
        RefuseSecond(item, null, _ => null);
        return item with { Description = item.Description ?? "" };
    }

    protected override void Release(Domain item, CloudTransaction transaction)
    {
        if (item.Enabled) throw CloudFaultException.Forbidden("Cannot delete a domain that is enabled, please disable it first.");
        foreach (var user in tables.Users.All.Where(user => user.DomainId == item.Id)) transaction.Remove(tables.Users, user);
        foreach (var group in tables.Groups.All.Where(group => group.DomainId == item.Id)) transaction.Remove(tables.Groups, group);
        foreach (var project in tables.Projects.All.Where(project => project.DomainId == item.Id)) transaction.Remove(tables.Projects, project);
        foreach (var assignment in tables.AssignmentsByTarget[item.Id]) transaction.Remove(tables.Assignments, assignment);
    }
}
