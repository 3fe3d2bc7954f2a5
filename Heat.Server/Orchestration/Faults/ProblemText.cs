using Heat.Core.Diagnostics;

namespace Heat.Server.Orchestration.Faults;

/// <summary>
/// What is wrong, as one message: the first complaint in the reference's words; then, on lines of their own, its place where the template came as text, what was probably meant, and every further
/// complaint. A single complaint about a template that came as an object, without a guess at what was meant, is exactly the reference's.
/// </summary>
internal static class ProblemText
{
    public static string Of(IReadOnlyList<Problem> problems, Func<Problem, string> worded)
    {
        // Without places, the same may be said of several resources.
        var others = problems.Skip(1).Select(problem => problem.ToString()).Where(line => line != problems[0].ToString());
        return string.Join('\n', [worded(problems[0]), .. Hint(problems[0]), .. others.Distinct()]);
    }

    private static IEnumerable<string> Hint(Problem problem) => (problem.Span.Line > 0, problem.Fix) switch
    {
        (true, null) => [$"at {problem.Span}"],
        (true, { } fix) => [$"at {problem.Span} ({fix})"],
        (false, { } fix) => [$"({fix})"],
        (false, null) => [],
    };
}
