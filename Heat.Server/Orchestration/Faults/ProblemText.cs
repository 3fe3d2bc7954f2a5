using Heat.Core.Diagnostics;

namespace Heat.Server.Orchestration.Faults;

/// <summary>
/// What is wrong, as one message: the first complaint in the reference's words. Whoever sent the template as text also gets, on lines of their own, the place and what was probably meant, and every further
/// complaint. A template that came as an object has no lines to point at, and the programs that send one know the reference's answer by heart: they get exactly that.
/// </summary>
internal static class ProblemText
{
    public static string Of(IReadOnlyList<Problem> problems, Func<Problem, string> worded)
    {
        var first = problems[0];
        if (first.Span.Line == 0)
            return worded(first);
        var place = first.Fix is null ? $"at {first.Span}" : $"at {first.Span} ({first.Fix})";
        return string.Join('\n', [worded(first), place, .. problems.Skip(1).Select(problem => problem.ToString()).Distinct()]);
    }
}
