namespace Heat.Core.Stacks.Failures;

/// <summary>A request can't be fulfilled, for a reason that its sender can understand and change.</summary>
/// <param name="kind">The class of the fault as the REST API names it; it decides the status of the answer.</param>
public class RequestException(string kind, string message) : Exception(message)
{
    public string Kind { get; } = kind;
}
