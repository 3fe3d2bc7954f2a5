using Heat.Tests.Hosting;
using NUnit.Framework;

namespace Heat.Tests.Clients;

/// <summary>One server for all tests of this folder.</summary>
[SetUpFixture]
public sealed class RunningHeat
{
    private static ServerProcess? s_server;
    private static LoadedClient? s_loaded;

    /// <summary>The client, signed in as an ordinary user.</summary>
    internal static StockClient Client { get; private set; } = null!;

    /// <summary>The client, signed in as an administrator.</summary>
    internal static StockClient Administrator { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (!StockClient.IsInstalled)
            Missing.Skip("The stock client is not installed: apt-get install python3-openstackclient python3-heatclient");
        s_server = new ServerProcess();
        await s_server.StartAsync();
        var cloudsFile = await s_server.CloudsFileAsync();
        s_loaded = new LoadedClient();
        Client = new StockClient(s_loaded, cloudsFile, "local");
        Administrator = new StockClient(s_loaded, cloudsFile, "local-admin");
        // The tests run side by side in one project.
        var quota = await Administrator.RunAsync("quota", "set", "--instances", "100", "--cores", "200", "--ram", "500000", "demo");
        Assert.That(quota.ExitCode, Is.Zero, quota.Error);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        s_loaded?.Dispose();
        if (s_server is not null)
            await s_server.DisposeAsync();
    }
}
