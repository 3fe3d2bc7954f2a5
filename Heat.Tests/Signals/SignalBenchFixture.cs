using NUnit.Framework;

namespace Heat.Tests.Signals;

/// <summary>Tests that share one running server.</summary>
public abstract class SignalBenchFixture(params (string Key, string Value)[] settings)
{
    private protected SignalBench Bench { get; private set; } = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => Bench = await SignalBench.StartAsync(settings);

    [OneTimeTearDown]
    public async Task StopAsync() => await Bench.DisposeAsync();
}
