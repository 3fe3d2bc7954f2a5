using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Resources;

/// <summary>What administrators orchestrate at the identity service, on a local cloud.</summary>
public sealed class IdentityTypesTests() : WorkbenchFixture("admin")
{
    [Test]
    public async Task A_domain_with_all_that_belongs_to_it_is_made_changed_and_taken_apart_again()
    {
        var domain = await Bench.MakeAsync("OS::Keystone::Domain", ("description", "a domain"));
        var project = await Bench.MakeAsync("OS::Keystone::Project", ("name", "p"), ("domain", domain.Context.PhysicalName), ("tags", ListValue.Of("blue")));
        var inner = await Bench.MakeAsync("OS::Keystone::Project", ("domain", domain.Id), ("parent", project.Id));
        var role = await Bench.MakeAsync("OS::Keystone::Role", ("name", "watcher"));
        var group = await Bench.MakeAsync("OS::Keystone::Group", ("domain", domain.Id), ("roles", Roles(("role", "watcher"), ("domain", domain.Id))));
        var user = await Bench.MakeAsync("OS::Keystone::User", ("domain", domain.Id), ("default_project", project.Id), ("password", "s3cret"), ("groups", ListValue.Of(group.Id)), ("roles", Roles(("role", role.Id), ("project", project.Id))));

        await project.UpdateAsync(("name", "q"), ("description", "changed"), ("enabled", false), ("tags", ListValue.Of("red")));
        await user.UpdateAsync(("email", "a@example.org"), ("groups", ListValue.Empty), ("roles", Roles(("role", role.Id), ("domain", domain.Id))), ("password", "other"));
        await domain.UpdateAsync(("description", "changed"));
        await role.UpdateAsync(("name", "looker"));
        await group.UpdateAsync(("description", "changed"), ("roles", ListValue.Empty));

        var attributes = await project.AttributesAsync();
        var granted = await ReadAsync($"/identity/v3/role_assignments?user.id={user.Id}", "role_assignments");
        Assert.Multiple(async () =>
        {
            Assert.That((attributes.Get("name"), attributes.Get("enabled"), attributes.Get("domain_id")), Is.EqualTo(((Value)"q", (Value)false, (Value)domain.Id)));
            Assert.That(attributes.Get("show").AsMap()!.Get("tags"), Is.EqualTo(ListValue.Of("red")));
            Assert.That(await inner.AttributeAsync("parent_id"), Is.EqualTo((Value)project.Id));
            Assert.That(granted.Maps().Select(one => Hosting.ApiAnswer.Dig(one, "scope.domain.id").AsText()), Is.EqualTo(new[] { domain.Id }));
            Assert.That((await ReadAsync($"/identity/v3/groups/{group.Id}/users", "users")).AsList(), Is.Empty);
            Assert.That((await ReadAsync($"/identity/v3/role_assignments?group.id={group.Id}", "role_assignments")).AsList(), Is.Empty);
            Assert.That((await user.AttributeAsync("show")).AsMap()!.Get("email"), Is.EqualTo((Value)"a@example.org"));
            Assert.That((await role.AttributeAsync("show")).AsMap()!.Get("name"), Is.EqualTo((Value)"looker"));
        });
        foreach (var resource in new[] { user, group, role, inner, project, domain })
            await resource.DeleteAsync();
        Assert.That((await (await Bench.Cloud.LogInAsync("admin")).GetAsync($"/identity/v3/domains/{domain.Id}")).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task The_catalogue_gets_a_service_with_an_endpoint_in_a_region()
    {
        var region = await Bench.MakeAsync("OS::Keystone::Region", ("id", "north"), ("description", "cold"));
        var part = await Bench.MakeAsync("OS::Keystone::Region", ("parent_region", "north"));
        var service = await Bench.MakeAsync("OS::Keystone::Service", ("name", "toaster"), ("type", "toast"));
        var endpoint = await Bench.MakeAsync("OS::Keystone::Endpoint", ("service", "toaster"), ("region", "north"), ("interface", "public"), ("url", "http://toast"));
        await endpoint.UpdateAsync(("url", "http://more-toast"), ("interface", "internal"), ("region", part.Id));
        await service.UpdateAsync(("type", "bread"), ("enabled", false));
        await region.UpdateAsync(("description", "colder"));
        var shown = (await endpoint.AttributeAsync("show")).AsMap()!;
        Assert.Multiple(async () =>
        {
            Assert.That((shown.Get("url"), shown.Get("interface"), shown.Get("region_id"), shown.Get("service_id")), Is.EqualTo(((Value)"http://more-toast", (Value)"internal", (Value)part.Id, (Value)service.Id)));
            Assert.That((await service.AttributeAsync("show")).AsMap()!.Get("type"), Is.EqualTo((Value)"bread"));
            Assert.That((await region.AttributeAsync("show")).AsMap()!.Get("description"), Is.EqualTo((Value)"colder"));
            Assert.That((await part.AttributeAsync("show")).AsMap()!.Get("parent_region_id"), Is.EqualTo((Value)"north"));
        });
        foreach (var resource in new[] { endpoint, service, part, region })
            await resource.DeleteAsync();
    }

    [Test]
    public async Task Roles_are_assigned_to_those_who_are_there()
    {
        var first = await Bench.MakeAsync("OS::Keystone::User");
        var second = await Bench.MakeAsync("OS::Keystone::User");
        var group = await Bench.MakeAsync("OS::Keystone::Group");
        var assignment = await Bench.MakeAsync("OS::Keystone::UserRoleAssignment", ("user", first.Context.PhysicalName), ("roles", Roles(("role", "member"), ("project", "demo"))));
        var groups = await Bench.MakeAsync("OS::Keystone::GroupRoleAssignment", ("group", group.Id), ("roles", Roles(("role", "member"), ("project", "demo"))));
        var before = (await CountAsync("user", first.Id), await CountAsync("user", second.Id), await CountAsync("group", group.Id));
        await assignment.UpdateAsync(("user", second.Id));
        await groups.UpdateAsync(("roles", Roles(("role", "reader"), ("project", "demo"))));
        var between = (await CountAsync("user", first.Id), await CountAsync("user", second.Id), await CountAsync("group", group.Id));
        await assignment.DeleteAsync();
        await groups.DeleteAsync();
        var after = (await CountAsync("user", first.Id), await CountAsync("user", second.Id), await CountAsync("group", group.Id));
        Assert.That((before, between, after), Is.EqualTo(((1, 0, 1), (0, 1, 1), (0, 0, 0))));
    }

    [TestCase("OS::Keystone::Project")]
    [TestCase("OS::Keystone::User")]
    [TestCase("OS::Keystone::Group")]
    [TestCase("OS::Keystone::Domain")]
    [TestCase("OS::Keystone::Role")]
    [TestCase("OS::Keystone::Region")]
    [TestCase("OS::Keystone::Service", "type", "toast")]
    public async Task What_a_lost_call_made_is_found_even_beside_others_of_the_same_name(string type, params string[] properties)
    {
        var given = properties.Chunk(2).Select(property => (property[0], (Value)property[1])).ToArray();
        await Bench.MakeAsync(type, given);
        var prepared = await Bench.PrepareAsync(type, given);
        var before = await prepared.FindAsync();
        var id = await prepared.Type.CreateAsync(prepared.Context, default);
        Assert.That((before.Count, (await prepared.FindAsync()).Single()), Is.EqualTo((0, id)));
    }

    [Test]
    public async Task A_role_is_for_a_project_or_for_a_domain()
    {
        var user = await Bench.PrepareAsync("OS::Keystone::User", ("roles", ListValue.Of(MapValue.Of(("role", "member")), MapValue.Of(("role", "member"), ("project", "demo"), ("domain", "default")))));
        Assert.That(await user.FaultsAsync(), Has.Count.EqualTo(2).And.Some.StartsWith("Either project or domain must be specified for role ").And.Some.EqualTo("Cannot define the following properties at the same time: project, domain."));
    }

    private static ListValue Roles(params (string Key, Value Value)[] role) => ListValue.Of(MapValue.Of(role));

    private async Task<int> CountAsync(string kind, string id) => (await ReadAsync($"/identity/v3/role_assignments?{kind}.id={id}", "role_assignments")).AsList()!.Count;

    private async Task<Value> ReadAsync(string path, string what) =>
        Hosting.ApiAnswer.Dig(ValueJson.Parse((await (await Bench.Cloud.LogInAsync("admin")).GetAsync(path)).Body!.ToJsonString()), what);
}
