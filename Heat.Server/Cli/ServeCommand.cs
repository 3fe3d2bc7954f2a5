using System.CommandLine;
using Heat.Core.Diagnostics;
using Heat.Core.Engine;
using Heat.Core.Security.Policies;
using Heat.Resources.Clients;
using Heat.Server.Hosting;
using Heat.Server.LocalCloud;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Heat.Server.Cli;

/// <summary><c>heat serve</c>: runs the server until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var settings = new Argument<string[]>("settings") { Description = "Settings such as --Heat:Api:Listen=http://127.0.0.1:8004.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("serve", "Runs the server (the default).") { settings };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) => RunAsync([.. parsed.GetValue(settings) ?? [], .. parsed.UnmatchedTokens], cancellation));
        return command;
    }

    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = Directory.GetCurrentDirectory() });
        builder.Configuration.Sources.Insert(0, Defaults());
        WebApplication app;
        try
        {
            app = HeatHost.Build(builder);
            await HeatHost.StartAsync(app, cancellation);
        }
        catch (Exception failure) when (WhyNot(failure) is { } reason)
        {
            await Console.Error.WriteLineAsync(reason);
            return 1;
        }

        await using var running = app;
        await GreetAsync(app, cancellation);
        try
        {
            await app.WaitForShutdownAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            app.Services.GetRequiredService<ILogger<ProcessLifetime>>().BrokenOff();
        }

        return 0;
    }

    /// <summary>What an operator can do something about; null for anything else.</summary>
    private static string? WhyNot(Exception failure) => failure switch
    {
        IOException { InnerException: AddressInUseException } =>
            $"{failure.Message} Another server may be running; say where else to listen with --Heat:Api:Listen=…, --Heat:CloudFormation:Listen=… and --Heat:LocalCloud:Listen=….",
        OptionsValidationException invalid => string.Join('\n', invalid.Failures.Select(each => each[(each.IndexOf("error: '", StringComparison.Ordinal) is >= 0 and var start ? start + "error: '".Length : 0)..].TrimEnd('\'', '.') + '.')),
        // The configuration holds a text where a number, a flag or one of a few words belongs; the message names it.
        InvalidOperationException { Source: "Microsoft.Extensions.Configuration.Binder" } => failure.Message,
        IdentityUnusableException or KeyMismatchException or PolicyException or ProblemException => failure.Message,
        _ => null,
    };

    // The settings that come with the program apply wherever it is started; a file in the current folder goes before them.
    private static Microsoft.Extensions.Configuration.Json.JsonConfigurationSource Defaults()
    {
        var source = new Microsoft.Extensions.Configuration.Json.JsonConfigurationSource { Path = Path.Combine(AppContext.BaseDirectory, "appsettings.json"), Optional = true };
        source.ResolveFileProvider();
        return source;
    }

    private static async Task GreetAsync(WebApplication app, CancellationToken cancellation)
    {
        var options = app.Services.GetRequiredService<HeatOptions>();
        var output = Console.Out;
        if (options.Mode == HeatMode.OpenStack)
        {
            await output.WriteLineAsync($"Heat listens on {options.Api.Listen}, for signals from instances on {options.CloudFormation.Listen}.");
            return;
        }

        var address = app.Services.GetRequiredService<LocalCloudAddress>();
        var clouds = await CloudsFile.WriteAsync(options.DataDirectory, address, cancellation);
        await output.WriteLineAsync($"""
            Heat listens on {address.ApiBase}, its local cloud on {address.BaseUrl}, for signals from instances on {address.CfnBase}.
            To use the stock client, in another shell:
              export OS_CLIENT_CONFIG_FILE={clouds}
              export OS_CLOUD=local
            """);
    }
}
