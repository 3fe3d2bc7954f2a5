using Heat.Core.Diagnostics;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary>The name of a resource as an argument of a function.</summary>
internal static class ResourceName
{
    // A function that mentions a resource outside the dependencies of another one doesn't know where it stands.
    private const string Nowhere = "unknown";

    /// <summary>The name, whatever there is of it.</summary>
    public static string Of(Expression argument, IEvaluationScope scope) => ValueText.Plain(argument.Evaluate(scope));

    /// <summary>The name of a resource that is there.</summary>
    public static string Checked(Expression argument, IEvaluationScope scope)
    {
        var name = Of(argument, scope);
        return scope.HasResource(name) ? name : throw EvaluationException.UnknownReference(name, Nowhere, Suggestion.For(name, scope.ResourceNames));
    }
}
