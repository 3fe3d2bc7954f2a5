using System.CommandLine;
using Heat.Core.Diagnostics;
using Heat.Core.Templates;

namespace Heat.Server.Cli;

/// <summary><c>heat template functions VERSION</c> — the functions that templates of a version may call.</summary>
internal static class TemplateFunctionsCommand
{
    private static readonly Argument<string> s_version = new("version") { Description = "A version, such as heat_template_version.2018-08-31, 2018-08-31 or rocky." };

    private static readonly Option<bool> s_withConditions = new("--conditions") { Description = "List the functions for conditions as well." };

    public static Command Create(TemplateFactory templates)
    {
        var command = new Command("functions", "List the functions of a version.") { s_version, s_withConditions };
        command.SetAction(arguments => Run(templates, arguments.GetRequiredValue(s_version), arguments.GetValue(s_withConditions), arguments.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(TemplateFactory templates, string name, bool withConditions, TextWriter output)
    {
        if (templates.Versions.FirstOrDefault(version => NamesOf(version).Contains(name)) is not { } version)
        {
            var fix = Suggestion.For(name, templates.Versions.SelectMany(NamesOf));
            output.WriteLine($"There is no version \"{name}\".{(fix is null ? "" : $" ({fix})")}");
            return 1;
        }

        CommandTable.Write(output, templates.Functions(version.FullName, withConditions)!.OrderBy(function => function.Name, StringComparer.Ordinal));
        return 0;
    }

    private static IEnumerable<string> NamesOf(TemplateVersion version) =>
        version.Alias is { } alias ? [version.FullName, version.Date, alias, $"{version.Key}.{alias}"] : [version.FullName, version.Date];
}
