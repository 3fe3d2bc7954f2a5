using Heat.Tests.Hosting;
using NUnit.Framework;

namespace Heat.Tests.Clients;

/// <summary>One server for all tests of this folder.</summary>
[SetUpFixture]
public sealed class RunningHeat
{
    private static ServerProcess? s_server;

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
        Client = new StockClient(cloudsFile, "local");
        Administrator = new StockClient(cloudsFile, "local-admin");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (s_server is not null)
            await s_server.DisposeAsync();
    }
}
