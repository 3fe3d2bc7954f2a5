using System.Diagnostics.CodeAnalysis;
using Heat.Server.Hosting;

namespace Heat.Server.Health;

/// <summary>Whether requests are of use now. Everything is looked at once in a while at most, however often it is asked for.</summary>
internal sealed class Readiness(IEnumerable<IReadinessCheck> checks, ProcessLifetime process, TimeProvider time, ILogger<Readiness> logger)
{
    private static readonly TimeSpan s_holds = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private DateTimeOffset _lookedAt;
    private Task<IReadOnlyList<string>> _problems = Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>True from the moment in which the process was asked to end.</summary>
    public bool IsEnding => process.IsEnding;

    /// <summary>What stands in the way, a sentence each; empty when nothing does.</summary>
    public async Task<IReadOnlyList<string>> ProblemsAsync(CancellationToken cancellation)
    {
        if (IsEnding)
            return ["The server is shutting down."];
        return await Latest().WaitAsync(cancellation);
    }

    private Task<IReadOnlyList<string>> Latest()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_problems.IsCompleted && now - _lookedAt >= s_holds)
                (_problems, _lookedAt) = (LookAsync(), now);
            return _problems;
        }
    }

    private async Task<IReadOnlyList<string>> LookAsync() => [.. (await Task.WhenAll(checks.Select(LookAsync))).OfType<string>()];

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Whatever keeps a check from being made is a reason not to be ready.")]
    private async Task<string?> LookAsync(IReadinessCheck check)
    {
        using var patience = new CancellationTokenSource(s_patience, time);
        try
        {
            // Some checks don't notice that nobody waits for them any more.
            return await Task.Run(() => check.ProblemAsync(patience.Token), patience.Token).WaitAsync(patience.Token);
        }
        catch (Exception failure)
        {
            logger.CheckFailed(check.GetType().Name, failure);
            return $"{check.GetType().Name.Replace("Readiness", "", StringComparison.Ordinal)}: there is no answer.";
        }
    }
}
