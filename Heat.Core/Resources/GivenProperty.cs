using Heat.Core.Diagnostics;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Resources;

/// <summary>A property as the template gives it.</summary>
internal sealed record GivenProperty
{
    /// <summary>The value; a null reference when it vanished or couldn't be told.</summary>
    public Value? Value { get; init; }

    /// <summary>The value doesn't hang on anything that isn't there yet.</summary>
    public bool IsKnown { get; init; }

    /// <summary>The value hangs on a parameter that is still to be given.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>Why there is no value.</summary>
    public string? Fault { get; init; }

    public string? Fix { get; init; }

    public SourceSpan Span { get; init; }

    public static GivenProperty Evaluated(Expression expression, IEvaluationScope scope, Func<string, bool> isReady, bool requiresParameters)
    {
        try
        {
            return new GivenProperty
            {
                IsKnown = expression.References(scope).All(reference => isReady(reference.Resource)),
                Value = expression.EvaluateOptional(scope),
                Span = expression.Span,
            };
        }
        catch (EvaluationException exception) when (exception.AwaitsParameter && !requiresParameters)
        {
            return new GivenProperty { IsAwaited = true, Span = expression.Span };
        }
        catch (EvaluationException exception)
        {
            return new GivenProperty { Fault = exception.Message, Fix = exception.Fix, Span = expression.Span };
        }
    }
}
