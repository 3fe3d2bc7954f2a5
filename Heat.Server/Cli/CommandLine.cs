using System.CommandLine;
using Heat.Core.Resources;
using Heat.Core.Templates;
using Heat.Resources;

namespace Heat.Server.Cli;

/// <summary>The command line. Without a command, the server is run.</summary>
internal static class CommandLine
{
    // The server ends by its own rules when it is asked to; other commands are simply ended.
    private static readonly InvocationConfiguration s_invocation = new() { ProcessTerminationTimeout = null };

    public static Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Launches and looks after cloud applications described in templates.") { ServeCommand.Create(), DatabaseCommand.Create(), SetupCommand.Create(), TemplateCommand.Create(Offline()), PolicyCommand.Create() };
        // Options of the server, such as --Heat:Api:Listen, are read by its configuration; everything that isn't a command belongs to it.
        var isCommand = arguments.Length > 0 && (root.Subcommands.Any(command => command.Name == arguments[0]) || arguments[0] is "-h" or "--help" or "-?" or "--version");
        return isCommand ? root.Parse(arguments).InvokeAsync(s_invocation) : ServeCommand.RunAsync(arguments, CancellationToken.None);
    }

    /// <summary>What commands need that work without a server: the types and constraints, and nothing to ask them of.</summary>
    private static ServiceProvider Offline() => new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton<TemplateFactory>().AddSingleton<ResourceTypes>().AddResourceTypes().BuildServiceProvider();
}
