using System.CommandLine;
using Heat.Core.Templates;

namespace Heat.Server.Cli;

/// <summary><c>heat template versions</c> — the versions of template languages that are understood.</summary>
internal static class TemplateVersionsCommand
{
    public static Command Create(TemplateFactory templates)
    {
        var command = new Command("versions", "List the versions of template languages.");
        command.SetAction(arguments => CommandTable.Write(
            arguments.InvocationConfiguration.Output,
            templates.Versions.Select(version => (version.FullName, version.Alias is { } alias ? $"{version.Key}.{alias}" : ""))));
        return command;
    }
}
