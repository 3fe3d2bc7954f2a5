using System.CommandLine;
using Heat.Core.Templates;
using Microsoft.Extensions.DependencyInjection;

namespace Heat.Server.Cli;

/// <summary><c>heat template …</c> — work with templates, without any server.</summary>
public static class TemplateCommand
{
    public static Command Create(IServiceProvider services)
    {
        var templates = services.GetService<TemplateFactory>() ?? new TemplateFactory();
        return new("template", "Work with templates, without a server.")
        {
            TemplateValidateCommand.Create(services),
            TemplateVersionsCommand.Create(templates),
            TemplateFunctionsCommand.Create(templates),
        };
    }
}
