using Heat.Core.Templates.Expressions;

namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>What can go wrong in a query, in the reference's words.</summary>
internal static class YaqlFaults
{
    public static EvaluationException UnknownFunction(string name) => new("NoFunctionRegisteredException", $"Unknown function \"{name}\"");

    public static EvaluationException UnknownMethod(string name, object? receiver) =>
        new("NoMethodRegisteredException", $"Unknown method \"{name}\" for receiver {Notation.Text(receiver)}");

    public static EvaluationException NoMatchingFunction(string name) => new("NoMatchingFunctionException", $"No function \"{name}\" matches supplied arguments");

    public static EvaluationException NoMatchingMethod(string name, object? receiver) =>
        new("NoMatchingMethodException", $"No method \"{name}\" for receiver {Notation.Text(receiver)} matches supplied arguments");

    public static EvaluationException NoNamedArgument() => new("MappingTranslationException", "Cannot convert mapping to keyword argument");

    public static EvaluationException TooManyItems(int limit) => new("CollectionTooLargeException", $"Collection length exceeds {limit} elements");

    public static EvaluationException TooMuchMemory() => new("MemoryQuotaExceededException", "Expression consumed too much memory");

    public static EvaluationException TooManySteps() => new("TooManyStepsException", "Expression took too many steps");

    public static EvaluationException TooDeep() => new("RecursionError", "maximum recursion depth exceeded");

    public static EvaluationException MissingKey(object? key) => new(EvaluationException.KeyErrorKind, Notation.Literal(key));

    public static EvaluationException DivisionByZero(string message) => new("ZeroDivisionError", message);

    /// <summary>A collection has no (further) item.</summary>
    public static EvaluationException NoItem(string message = "") => new("StopIteration", message);

    public static EvaluationException Index() => new("IndexError", "tuple index out of range");

    public static EvaluationException Assertion(string message) => new("AssertionError", message);

    public static EvaluationException Overflow(string message) => new("OverflowError", message);

    public static EvaluationException Value(string message) => new(EvaluationException.ValueErrorKind, message);

    public static EvaluationException Type(string message) => new(EvaluationException.TypeErrorKind, message);
}
