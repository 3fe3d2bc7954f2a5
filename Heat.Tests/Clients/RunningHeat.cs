using NUnit.Framework;

namespace Heat.Tests.Clients;

/// <summary>One server for all tests of this folder.</summary>
[SetUpFixture]
public sealed class RunningHeat
{
    private static HeatProcess? s_server;

    /// <summary>The client, signed in as an ordinary user.</summary>
    internal static StockClient Client { get; private set; } = null!;

    /// <summary>The client, signed in as an administrator.</summary>
    internal static StockClient Administrator { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (!StockClient.IsInstalled)
            Missing.Skip("The stock client is not installed: apt-get install python3-openstackclient python3-heatclient");
        s_server = await HeatProcess.StartAsync();
        Client = new StockClient(s_server.CloudsFile, "local");
        Administrator = new StockClient(s_server.CloudsFile, "local-admin");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (s_server is { } server)
            await server.DisposeAsync();
    }
}
