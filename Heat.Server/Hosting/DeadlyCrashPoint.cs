using System.Diagnostics;
using System.Globalization;
using Heat.Core.Engine;

namespace Heat.Server.Hosting;

/// <summary>Kills its own process, as <c>kill -9</c> does, the n-th time that execution reaches a point: for tests of what survives.</summary>
/// <param name="point">One of <see cref="CrashPoint.All"/>.</param>
/// <param name="time">Which time that execution gets there is the last, from 1.</param>
internal sealed class DeadlyCrashPoint(string point, int time) : ICrashPoint
{
    public const string Setting = "Heat:Testing:DieAt";
    private int _reached;

    /// <summary>Reads the setting, such as <c>cloud-called:3</c>.</summary>
    public static DeadlyCrashPoint Parse(string setting) =>
        setting.Split(':') is [var point, var time] && CrashPoint.All.Contains(point) && int.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? new DeadlyCrashPoint(point, number)
            : throw new InvalidOperationException($"{Setting} has to be a point and a number, such as {CrashPoint.CloudCalled}:1. Points: {string.Join(", ", CrashPoint.All)}.");

    public void Reach(string reached)
    {
        if (reached != point || Interlocked.Increment(ref _reached) != time)
            return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }
}
