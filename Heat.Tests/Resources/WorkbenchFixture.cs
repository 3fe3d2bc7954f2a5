using NUnit.Framework;

namespace Heat.Tests.Resources;

/// <summary>Tests each of which has a local cloud of its own.</summary>
/// <param name="user">Whoever works there.</param>
public abstract class WorkbenchFixture(string user = "demo")
{
    private protected Workbench Bench { get; private set; } = null!;

    [SetUp]
    public async Task StartAsync() => Bench = await Workbench.StartAsync(user);

    [TearDown]
    public async Task StopAsync() => await Bench.DisposeAsync();
}
