namespace Heat.Core.Diagnostics;

/// <summary>Work cannot go on because of what is wrong with its input. Carries every problem found; the first one is the message.</summary>
public sealed class ProblemException : Exception
{
    public ProblemException(IReadOnlyList<Problem> problems)
        : base(problems[0].Message) => Problems = problems;

    public ProblemException(string kind, string message, SourceSpan span = default, string path = "")
        : this([new Problem(kind, message, span, path)])
    {
    }

    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>The kind of the first problem, which decides the answer's status and type.</summary>
    public string Kind => Problems[0].Kind;
}
