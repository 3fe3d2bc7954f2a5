using System.Diagnostics;
using Heat.Core.Values;

namespace Heat.Tests.Hosting;

/// <summary>Waits for what stacks do.</summary>
internal static class StackWaiting
{
    /// <summary>What is told of a stack once it has done something, well or badly, or is gone (404).</summary>
    /// <param name="stack">Its path below the endpoint.</param>
    /// <param name="action">What it does, such as <c>UPDATE</c>.</param>
    public static async Task<ApiAnswer> UntilOverAsync(this ApiClient client, string stack, string action, TimeSpan patience, TimeSpan pause)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < patience; await Task.Delay(pause))
        {
            var answer = await client.CallAsync("GET", stack);
            var status = answer.Dig("stack.stack_status").AsText() ?? "";
            if (answer.Status == 404 || (status.StartsWith(action, StringComparison.Ordinal) && !status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal)))
                return answer;
        }
        throw new TimeoutException($"{client.Root}{stack}: {action} isn't over after {patience}.");
    }
}
