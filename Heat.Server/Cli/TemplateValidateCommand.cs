using System.CommandLine;
using Heat.Core.Constraints;
using Heat.Core.Diagnostics;
using Heat.Core.Environments;
using Heat.Core.Resources;
using Heat.Core.Templates;
using Heat.Core.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Heat.Server.Cli;

/// <summary><c>heat template validate FILE…</c> — tells everything that is wrong with templates, with file, line and column.</summary>
internal static class TemplateValidateCommand
{
    private static readonly Argument<FileInfo[]> s_files = new("file") { Description = "A template; there may be several, each with the same environment.", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<FileInfo[]> s_environments = new("--environment", "-e") { Description = "An environment file; may be given several times.", DefaultValueFactory = _ => [] };

    private static readonly Option<string[]> s_parameters = new("--parameter", "-P") { Description = "The value of a parameter, as name=value; may be given several times.", DefaultValueFactory = _ => [] };

    public static Command Create(IServiceProvider services)
    {
        var command = new Command("validate", "Check templates and everything that they use.") { s_files, s_environments, s_parameters };
        command.SetAction((arguments, cancellation) => RunAsync(services, arguments, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IServiceProvider services, ParseResult arguments, CancellationToken cancellation)
    {
        var output = arguments.InvocationConfiguration.Output;
        List<Problem> problems = [];
        foreach (var file in arguments.GetRequiredValue(s_files))
            problems.AddRange(await ProblemsAsync(services, file, arguments.GetRequiredValue(s_environments), arguments.GetRequiredValue(s_parameters), cancellation));
        foreach (var problem in problems.Distinct())
            await output.WriteLineAsync(problem.ToString());
        if (problems.Exists(problem => problem.Severity == Severity.Error))
            return 1;
        await output.WriteLineAsync("valid");
        return 0;
    }

    private static async Task<IReadOnlyList<Problem>> ProblemsAsync(IServiceProvider services, FileInfo file, FileInfo[] environments, string[] parameters, CancellationToken cancellation)
    {
        try
        {
            var folder = new TemplateFolder(file, environments);
            var environment = environments.Aggregate(HeatEnvironment.Empty, (merged, next) => With(merged, next, folder));
            environment = environment with { Parameters = environment.Parameters.With(parameters.Select(Assignment)) };
            var check = new TemplateCheck(services.GetRequiredService<ResourceTypes>(), new CustomConstraintChecks(services.GetServices<ICustomConstraintCheck>()), folder);
            return await check.ProblemsAsync(file.FullName, environment, cancellation);
        }
        catch (ProblemException exception)
        {
            return exception.Problems;
        }
    }

    /// <summary>Without the template's parameters at hand a later file simply overrides; merging by strategy is for the server.</summary>
    private static HeatEnvironment With(HeatEnvironment earlier, FileInfo file, TemplateFolder folder)
    {
        var next = EnvironmentParser.ParseText(folder.Read(file.FullName, file.Name), file.ToString(), TemplateLimits.Default);
        return earlier with
        {
            Parameters = earlier.Parameters.With(next.Parameters),
            ParameterDefaults = earlier.ParameterDefaults.With(next.ParameterDefaults),
            Registry = earlier.Registry.With(next.Registry.Relocated(name => folder.Relocated(name, file.DirectoryName!))),
        };
    }

    private static KeyValuePair<string, Value> Assignment(string text)
    {
        var split = text.IndexOf('=', StringComparison.Ordinal);
        return split > 0
            ? KeyValuePair.Create(text[..split], (Value)text[(split + 1)..])
            : throw new ProblemException("ValueError", $"\"{text}\" is not of the form name=value.");
    }
}
