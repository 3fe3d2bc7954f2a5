using System.Threading.Channels;
using Heat.Core.Engine.Planning;

namespace Heat.Core.Engine;

/// <summary>Walks a plan: every step whose predecessors are done runs at once. A step holds the number of its unfinished predecessors; nothing is searched.</summary>
internal static class PlanWalker
{
    /// <param name="perform">Does one step. Returns true when it succeeded; expected failures are noted by whoever performs and answered with false. An exception is a fault of ours and ends the walk.</param>
    /// <param name="goesOnAfterFailure">Independent steps go on after a failure; otherwise a failure stops whatever hasn't started.</param>
    /// <param name="stopping">No further step is started once this is cancelled; running ones are waited for.</param>
    /// <returns>True when every step was done and succeeded.</returns>
    public static async Task<bool> WalkAsync(Plan plan, Func<PlanStep, Task<bool>> perform, bool goesOnAfterFailure, CancellationToken stopping)
    {
        var waiting = new int[plan.Steps.Count];
        var ready = new Queue<int>();
        for (var step = 0; step < waiting.Length; step++)
            if ((waiting[step] = plan.PredecessorCount(step)) == 0)
                ready.Enqueue(step);

        var finished = Channel.CreateUnbounded<(int Step, Task<bool> Work)>(new UnboundedChannelOptions { SingleReader = true });
        var running = 0;
        var done = 0;
        var failed = false;
        List<Exception> faults = [];

        while (true)
        {
            while (!failed && faults.Count == 0 && !stopping.IsCancellationRequested && ready.TryDequeue(out var step))
            {
                running++;
                _ = ReportAsync(step, perform(plan.Steps[step]), finished.Writer);
            }

            if (running == 0)
                break;
            var (last, work) = await finished.Reader.ReadAsync(CancellationToken.None);
            running--;
            if (work.IsFaulted)
                faults.AddRange(work.Exception.InnerExceptions);
            else if (work.IsCanceled || !work.Result)
                failed = failed || !goesOnAfterFailure;
            else
            {
                done++;
                foreach (var successor in plan.Successors(last))
                    if (--waiting[successor] == 0)
                        ready.Enqueue(successor);
            }
        }

        // Once the operation is lost, every step stumbles over that: it is one fact, and whoever runs the operation has to recognise it.
        if (faults.OfType<OperationLostException>().FirstOrDefault() is { } lost)
            throw lost;
        return faults.Count == 0 ? done == plan.Steps.Count : throw new AggregateException(faults);
    }

    private static async Task ReportAsync(int step, Task<bool> work, ChannelWriter<(int Step, Task<bool> Work)> finished)
    {
        await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        finished.TryWrite((step, work));
    }
}
