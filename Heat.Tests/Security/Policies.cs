using System.CommandLine;
using Heat.Core.Security;
using Heat.Core.Security.Policies;
using Heat.Core.Values;
using Heat.Server.Authentication;
using Heat.Server.Cli;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace Heat.Tests.Security;

/// <summary>Who may do what.</summary>
public sealed class Policies
{
    private static readonly MapValue s_own = MapValue.Of(("project_id", "mine"), ("role", "writer"), ("user_id", "me"));

    [TestCase("", true), TestCase("@", true), TestCase("!", false), TestCase("nonsense", false)]
    [TestCase("role:writer", true), TestCase("role:WRITER", true), TestCase("role:reader", false), TestCase("role:%(role)s", true), TestCase("role:%(gone)s", false)]
    [TestCase("not role:reader", true), TestCase("not not role:writer", true)]
    [TestCase("role:reader or role:writer and not role:admin", true), TestCase("(role:reader or role:writer) and role:admin", false), TestCase("role:reader OR ( role:writer AND (not role:admin))", true)]
    [TestCase("project_id:%(project_id)s", true), TestCase("project_id:other", false), TestCase("user_id:%(user_id)s and role:writer", true)]
    [TestCase("'writer':%(role)s", true), TestCase("None:%(role)s", false), TestCase("True:True", true)]
    [TestCase("is_admin_project:True", true), TestCase("system_scope:all", false), TestCase("gone:x", false), TestCase("roles:writer", true)]
    [TestCase("rule:writers", true), TestCase("rule:gone", false)]
    public void A_rule_is_read_as_the_reference_reads_it(string rule, bool holds)
    {
        var policies = PolicySet.Default.With(MapValue.Of(("writers", "role:writer"), ("tried", rule)));
        Assert.That(policies.Allows("tried", Caller("writer"), s_own), Is.EqualTo(holds));
    }

    [Test]
    public void Lists_are_alternatives_of_lists_that_hold_together()
    {
        var rule = ListValue.Of(ListValue.Of("role:admin"), ListValue.Of("role:writer", "project_id:%(project_id)s"));
        var policies = PolicySet.Default.With(MapValue.Of(("tried", rule), ("never", ListValue.Of(ListValue.Of("role:writer", "!"))), ("always", ListValue.Empty)));
        Assert.Multiple(() =>
        {
            Assert.That(policies.Allows("tried", Caller("writer"), s_own));
            Assert.That(policies.Allows("never", Caller("writer"), s_own), Is.False);
            Assert.That(policies.Allows("always", Caller(), s_own));
        });
    }

    [TestCase("role:a and", "role:a and"), TestCase("(role:a", "(role:a"), TestCase("role:a role:b", "column 8"), TestCase("and", "column 1"), TestCase("role:a)", "column 7")]
    public void What_cannot_be_understood_is_told(string rule, string told) =>
        Assert.That(Assert.Throws<PolicyException>(() => PolicySet.Default.With(MapValue.Of(("stacks:create", rule))))!.Message, Does.StartWith("The policy rule \"stacks:create\" is wrong: ").And.Contain(told));

    [Test]
    public void A_rule_cannot_lean_on_itself() => Assert.That(
        Assert.Throws<PolicyException>(() => PolicySet.Default.With(MapValue.Of(("a", "rule:b"), ("b", "not rule:a"))))!.Message,
        Is.EqualTo("The policy rule \"a\" is wrong: it leans on itself: a → b → a"));

    [TestCase("stacks:index", "admin member reader nobody"), TestCase("stacks:create", "admin member reader nobody"), TestCase("stacks:lookup", "admin member reader nobody heat_stack_user")]
    [TestCase("resource:signal", "admin member reader nobody heat_stack_user"), TestCase("resource:show", "admin member reader nobody"), TestCase("service:index", "admin")]
    [TestCase("stacks:global_index", ""), TestCase("software_deployments:metadata", "reader heat_stack_user"), TestCase("unheard:of", "")]
    [TestCase("resource_types:OS::Nova::Flavor", "admin"), TestCase("stacks:update_no_change", "admin member reader nobody")]
    public void By_default_everybody_may_do_what_the_reference_allows(string rule, string allowed)
    {
        string[] callers = ["admin", "member", "reader", "nobody", "heat_stack_user"];
        Assert.That(string.Join(' ', callers.Where(role => PolicySet.Default.Allows(rule, Caller(role)))), Is.EqualTo(allowed));
    }

    [Test]
    public void Some_types_are_for_administrators() => Assert.Multiple(() =>
    {
        Assert.That(PolicySet.Default.AllowsType("OS::Nova::Server", Caller("member")));
        Assert.That(PolicySet.Default.AllowsType("OS::Keystone::User", Caller("member")), Is.False);
        Assert.That(PolicySet.Default.AllowsType("OS::Keystone::User", Caller("admin")));
        Assert.That(PolicySet.Default.With(MapValue.Of(("resource_types:OS::Nova::Server", "!"))).AllowsType("OS::Nova::Server", Caller("admin")), Is.False);
    });

    [Test]
    public async Task A_changed_file_is_read_again_and_a_faulty_one_changes_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("heat-policy-");
        var file = Path.Combine(folder.FullName, "policy.yaml");
        await File.WriteAllTextAsync(file, "stacks:create: role:builder\n");
        using var rules = new PolicyRules(new PolicyOptions { File = file }, NullLogger<PolicyRules>.Instance);
        Assert.That((rules.Current.Allows("stacks:create", Caller("member")), rules.Current.Allows("stacks:create", Caller("builder"))), Is.EqualTo((false, true)));
        await File.WriteAllTextAsync(file, "stacks:create: role:member\nstacks:delete: '!'\n");
        Assert.That(() => rules.Current.Allows("stacks:create", Caller("member")), Is.True.After(60).Seconds.PollEvery(100).MilliSeconds);
        var before = rules.Current;
        await File.WriteAllTextAsync(file, "stacks:create: (role:reader\n");
        await Task.Delay(TimeSpan.FromSeconds(6));
        Assert.That(rules.Current, Is.SameAs(before));
        folder.Delete(recursive: true);
    }

    [Test]
    public void The_command_line_tells_rules_and_whom_they_allow_what() => Assert.Multiple(() =>
    {
        Assert.That(Command("check", "stacks:create", "--role", "member"), Is.EqualTo((0, "allowed")));
        Assert.That(Command("check", "stacks:create", "--role", "heat_stack_user"), Is.EqualTo((1, "denied")));
        Assert.That(Command("check", "stacks:crate", "--role", "member"), Is.EqualTo((1, "There is no rule \"stacks:crate\". (did you mean \"stacks:create\"?)\ndenied")));
        Assert.That(Command("list").Output, Does.Contain("\"service:index\": \"(role:reader and system_scope:all) or rule:context_is_admin\""));
        Assert.That(Command("list", "--file", "gone.yaml"), Is.EqualTo((2, "The policy file gone.yaml could not be found.")));
    });

    private static (int Code, string Output) Command(params string[] arguments)
    {
        using var output = new StringWriter();
        var code = PolicyCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = output });
        return (code, output.ToString().TrimEnd());
    }

    private static RequestContext Caller(params string[] roles) => new() { UserId = "me", UserName = "me", ProjectId = "mine", Roles = roles, Token = "t" };
}
