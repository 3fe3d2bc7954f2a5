using System.CommandLine;
using Heat.Core.Diagnostics;
using Heat.Core.Security;
using Heat.Core.Security.Policies;
using Heat.Core.Values;
using Heat.Server.Authentication;

namespace Heat.Server.Cli;

/// <summary><c>heat policy …</c> — tells the policy rules, and whom they allow what, without a server.</summary>
internal static class PolicyCommand
{
    private static readonly Option<string?> s_file = new("--file", "-f") { Description = "A policy file whose rules go before those that are built in." };

    private static readonly Argument<string> s_rule = new("rule") { Description = "A rule, such as stacks:create." };

    private static readonly Option<string[]> s_roles = new("--role", "-r") { Description = "A role of the caller; may be given several times.", DefaultValueFactory = _ => [] };

    private static readonly Option<string> s_user = new("--user") { Description = "The caller's user id.", DefaultValueFactory = _ => "user" };

    private static readonly Option<string> s_project = new("--project") { Description = "The project of the caller's token.", DefaultValueFactory = _ => "project" };

    private static readonly Option<bool> s_system = new("--system") { Description = "The caller's token is for the whole cloud." };

    private static readonly Option<string?> s_targetProject = new("--target-project") { Description = "The project of what is asked for; the caller's own when left out." };

    public static Command Create() => new("policy", "Tell the policy rules and whom they allow what.") { List(), Check() };

    private static Command List()
    {
        var command = new Command("list", "List the rules in force.") { s_file };
        command.SetAction(arguments => Try(arguments, (policies, output) =>
        {
            foreach (var (name, rule) in policies.Rules.OrderBy(rule => rule.Key, StringComparer.Ordinal))
                output.WriteLine($"{ValueJson.Write(name)}: {ValueJson.Write(rule)}");
            return 0;
        }));
        return command;
    }

    private static Command Check()
    {
        var command = new Command("check", "Tell whether a rule allows something to a caller; the exit code is 1 when it doesn't.") { s_rule, s_roles, s_user, s_project, s_targetProject, s_system, s_file };
        command.SetAction(arguments => Try(arguments, (policies, output) =>
        {
            var rule = arguments.GetRequiredValue(s_rule);
            if (policies.Rules.All(known => known.Key != rule))
                output.WriteLine($"There is no rule \"{rule}\".{(Suggestion.For(rule, policies.Rules.Select(known => known.Key)) is { } fix ? $" ({fix})" : "")}");
            var caller = Caller(arguments);
            var isAllowed = policies.Allows(rule, caller, MapValue.Of(("project_id", arguments.GetValue(s_targetProject) ?? caller.ProjectId), ("user_id", caller.UserId)));
            output.WriteLine(isAllowed ? "allowed" : "denied");
            return isAllowed ? 0 : 1;
        }));
        return command;
    }

    private static RequestContext Caller(ParseResult arguments) => new()
    {
        UserId = arguments.GetRequiredValue(s_user),
        UserName = arguments.GetRequiredValue(s_user),
        ProjectId = arguments.GetRequiredValue(s_project),
        Roles = arguments.GetRequiredValue(s_roles),
        IsSystemScoped = arguments.GetValue(s_system),
        Token = "",
    };

    private static int Try(ParseResult arguments, Func<PolicySet, TextWriter, int> run)
    {
        var output = arguments.InvocationConfiguration.Output;
        try
        {
            return run(arguments.GetValue(s_file) is { } file ? PolicyRules.Read(file) : PolicySet.Default, output);
        }
        catch (Exception failure) when (failure is PolicyException or ProblemException)
        {
            output.WriteLine(failure.Message);
            return 2;
        }
    }
}
