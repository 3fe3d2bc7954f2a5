using System.CommandLine;
using Heat.Core.Storage;
using Heat.Server.Hosting;

namespace Heat.Server.Cli;

/// <summary><c>heat db …</c> — looks after the database.</summary>
internal static class DatabaseCommand
{
    private static readonly Dictionary<string, TimeSpan> s_units = new()
    {
        ["days"] = TimeSpan.FromDays(1),
        ["hours"] = TimeSpan.FromHours(1),
        ["minutes"] = TimeSpan.FromMinutes(1),
        ["seconds"] = TimeSpan.FromSeconds(1),
    };

    public static Command Create() => new("db", "Looks after the database.") { Purge() };

    private static Command Purge()
    {
        var age = new Argument<int>("age") { Description = "How long ago the stacks were deleted.", DefaultValueFactory = _ => 90 };
        age.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && int.TryParse(token.Value, out var number) && number < 0)
                result.AddError("The age can't be negative.");
        });
        var unit = new Option<string>("--granularity", "-g") { Description = "What the age counts.", DefaultValueFactory = _ => "days" };
        unit.AcceptOnlyFromAmong([.. s_units.Keys]);
        var project = new Option<string?>("--project-id", "-p") { Description = "Only stacks of this project." };
        var command = new Command("purge", "Forgets stacks that were deleted long ago.") { age, unit, project };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, _) =>
        {
            var count = await PurgeAsync([.. parsed.UnmatchedTokens], parsed.GetValue(age) * s_units[parsed.GetValue(unit)!], parsed.GetValue(project));
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"{count} deleted {(count == 1 ? "stack" : "stacks")} purged.");
        });
        return command;
    }

    private static async Task<int> PurgeAsync(string[] settings, TimeSpan age, string? project)
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json"), optional: true).AddEnvironmentVariables().AddCommandLine(settings).Build();
        var options = configuration.GetSection(HeatOptions.Section).Get<HeatOptions>() ?? new HeatOptions();
        var database = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new DatabaseOptions();
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddStorage(database, options.DataDirectory).BuildServiceProvider();
        await services.GetRequiredService<DatabaseStarter>().StartAsync(CancellationToken.None);
        return await services.GetRequiredService<DeletedStacks>().PurgeAsync(services.GetRequiredService<TimeProvider>().GetUtcNow() - age, project);
    }
}
