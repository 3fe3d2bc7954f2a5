using System.CommandLine;

namespace Heat.Server.Cli;

/// <summary><c>heat template …</c> — work with templates, without any server.</summary>
public static class TemplateCommand
{
    public static Command Create(IServiceProvider services) =>
        new("template", "Work with templates, without a server.") { TemplateValidateCommand.Create(services) };
}
