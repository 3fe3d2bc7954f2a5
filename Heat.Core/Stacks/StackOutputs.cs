using Heat.Core.Diagnostics;
using Heat.Core.Resources;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>The outputs of a stack as its API shows them: a map from key to value, and error where there is one.</summary>
internal static class StackOutputs
{
    public const string ValueKey = "output_value";
    public const string ErrorKey = "output_error";

    public static MapValue Evaluate(StackDefinition definition, StackValues values) =>
        MapValue.Create(definition.Template.Outputs.Values.Select(output => KeyValuePair.Create(output.Name, (Value)Evaluate(output, values))));

    public static MapValue Evaluate(Templates.OutputDefinition output, StackValues values)
    {
        try
        {
            return MapValue.Of((ValueKey, output.IsEnabled(values.Scope) ? output.Value.Evaluate(values.Scope) : Value.Null));
        }
        catch (Exception failure) when (failure is EvaluationException or ProblemException or ResourceException)
        {
            return MapValue.Of((ValueKey, Value.Null), (ErrorKey, failure.Message));
        }
    }
}
