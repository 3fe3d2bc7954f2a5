using System.Globalization;
using FsCheck;
using Microsoft.FSharp.Core;

namespace Heat.Tests.Simulation;

/// <summary>
/// How many random runs are made: with every test a few, and many when <c>HEAT_TEST_RUNS</c> says how many. A run that failed is played again when <c>HEAT_TEST_REPLAY</c> holds the three numbers that it printed.
/// </summary>
internal static class RunSettings
{
    private const int UsualRuns = 1000;

    public static Config Config => Config.QuickThrowOnFailure.WithMaxTest(Runs).WithReplay(Replayed);

    private static int Runs => int.TryParse(Environment.GetEnvironmentVariable("HEAT_TEST_RUNS"), out var count) ? count : UsualRuns;

    private static FSharpOption<Replay> Replayed
    {
        get
        {
            if (Environment.GetEnvironmentVariable("HEAT_TEST_REPLAY")?.Split(',') is not [var seed, var gamma, var size])
                return FSharpOption<Replay>.None;
            var random = new Rnd(ulong.Parse(seed, CultureInfo.InvariantCulture), ulong.Parse(gamma, CultureInfo.InvariantCulture));
            return FSharpOption<Replay>.Some(new Replay(random, FSharpOption<int>.Some(int.Parse(size, CultureInfo.InvariantCulture))));
        }
    }
}
