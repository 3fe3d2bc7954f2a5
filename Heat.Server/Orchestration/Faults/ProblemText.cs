using Heat.Core.Diagnostics;

namespace Heat.Server.Orchestration.Faults;

/// <summary>
/// What is wrong, as one message: the first complaint in the reference's words, then what the reference doesn't tell, on lines of its own: where it stands and what was probably meant, and all further complaints.
/// </summary>
internal static class ProblemText
{
    public static string Of(IReadOnlyList<Problem> problems, Func<Problem, string> worded) =>
        string.Join('\n', [worded(problems[0]), .. Place(problems[0]), .. problems.Skip(1).Select(problem => problem.ToString())]);

    // Templates that come as objects have no lines, and then only the guess is left.
    private static IEnumerable<string> Place(Problem problem) =>
        problem.Span.Line == 0 && problem.Fix is null ? [] : [string.Join(' ', ((string?[])[problem.Span.Line > 0 ? $"at {problem.Span}" : null, problem.Fix is { } fix ? $"({fix})" : null]).OfType<string>())];
}
