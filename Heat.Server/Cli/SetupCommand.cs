using System.CommandLine;
using Heat.Resources.Clients;
using Heat.Server.Hosting;

namespace Heat.Server.Cli;

/// <summary><c>heat setup …</c> — prepares what is around this program.</summary>
internal static class SetupCommand
{
    public static Command Create() => new("setup", "Prepares what is around this program.") { Keystone() };

    private static Command Keystone()
    {
        var rehearses = new Option<bool>("--dry-run") { Description = "Tells what would be made, and makes nothing." };
        var api = Address("--api-url", "Where users find the orchestration API, such as https://heat.example.org:8004; where this program listens when it is left out.");
        var cloudFormation = Address("--cfn-url", "Where instances find the CloudFormation API, such as https://heat.example.org:8000.");
        var command = new Command("keystone", "Makes users, roles, the domain of users in instances and the catalogue's entries, as the settings Heat:Keystone name them. An administrator logs in by the usual variables OS_AUTH_URL, OS_USERNAME, OS_PASSWORD, …")
        {
            rehearses, api, cloudFormation,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancellation) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var isRehearsal = parsed.GetValue(rehearses);
            try
            {
                foreach (var step in await RunAsync([.. parsed.UnmatchedTokens], isRehearsal, parsed.GetValue(api), parsed.GetValue(cloudFormation), cancellation))
                    await output.WriteLineAsync($"{Words(step.Outcome, isRehearsal),-14} {step.What}");
                return 0;
            }
            catch (Exception failure) when (failure is CloudException or InvalidOperationException)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync(failure.Message);
                return 1;
            }
        });
        return command;
    }

    private static Option<Uri?> Address(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address))
                return address;
            result.AddError($"{name} takes an address such as https://heat.example.org:8004.");
            return null;
        },
    };

    private static async Task<IReadOnlyList<SetupStep>> RunAsync(string[] settings, bool isRehearsal, Uri? api, Uri? cloudFormation, CancellationToken cancellation)
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json"), optional: true).AddEnvironmentVariables().AddCommandLine(settings).Build();
        var wanted = configuration.GetSection(IdentityOptions.Section).Get<IdentityOptions>() ?? new IdentityOptions();
        if (wanted.Password.Length == 0 || wanted.StackDomainAdminPassword.Length == 0)
            throw new InvalidOperationException("Heat:Keystone:Password and Heat:Keystone:StackDomainAdminPassword are to be set: the passwords of the users that are made.");
        var options = configuration.GetSection(HeatOptions.Section).Get<HeatOptions>() ?? new HeatOptions();
        await using var services = new ServiceCollection().AddSingleton<IServiceIdentity>(Administrator(wanted)).AddOpenStackClients(configuration).BuildServiceProvider();
        var setup = await services.GetRequiredService<KeystoneAdministration>().PrepareAsync(isRehearsal, cancellation);
        return await setup.RunAsync(wanted, api ?? AddressOf(options.Api), cloudFormation ?? AddressOf(options.CloudFormation), cancellation);
    }

    private static Uri AddressOf(DoorOptions door) => door.PublicAddress ?? (Uri.TryCreate(door.Addresses.FirstOrDefault(), UriKind.Absolute, out var address)
        ? address
        : throw new InvalidOperationException($"Say with --api-url and --cfn-url how clients reach the APIs: {door.Listen} is no address for them."));

    private static IdentityOptions Administrator(IdentityOptions wanted) => new()
    {
        AuthUrl = Uri.TryCreate(Variable("OS_AUTH_URL"), UriKind.Absolute, out var address) ? address : wanted.AuthUrl ?? throw new InvalidOperationException("OS_AUTH_URL is missing: the address of the identity service."),
        Username = Variable("OS_USERNAME") ?? throw new InvalidOperationException("OS_USERNAME is missing: the name of an administrator."),
        Password = Variable("OS_PASSWORD") ?? throw new InvalidOperationException("OS_PASSWORD is missing: the password of the administrator."),
        ProjectName = Variable("OS_PROJECT_NAME") ?? "admin",
        UserDomainName = Variable("OS_USER_DOMAIN_NAME") ?? wanted.UserDomainName,
        ProjectDomainName = Variable("OS_PROJECT_DOMAIN_NAME") ?? wanted.ProjectDomainName,
        Region = Variable("OS_REGION_NAME") ?? wanted.Region,
        Interface = wanted.Interface,
    };

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string Words(SetupOutcome outcome, bool isRehearsal) => (outcome, isRehearsal) switch
    {
        (SetupOutcome.Present, _) => "is there",
        (SetupOutcome.Made, false) => "made",
        (SetupOutcome.Made, true) => "would make",
        (SetupOutcome.Changed, false) => "changed",
        _ => "would change",
    };
}
