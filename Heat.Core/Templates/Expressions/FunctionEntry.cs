using System.Reflection;

namespace Heat.Core.Templates.Expressions;

/// <summary>A function as a dialect's version knows it.</summary>
internal sealed class FunctionEntry(FunctionAttribute attribute, Type type)
{
    private readonly ConstructorInvoker _constructor = ConstructorInvoker.Create(type.GetConstructor([typeof(FunctionCall)])!);

    public string Name => attribute.Name;

    public string Description => attribute.Description;

    public bool InConditions => attribute.InConditions;

    /// <summary>A removed function is only known in order to be refused.</summary>
    public bool IsRemoved => type == typeof(Removed);

    public bool IsIn(TemplateVersion version) =>
        attribute.Dialect == version.Dialect && version.IsAtLeast(attribute.Since) && !version.IsAtLeast(attribute.Until);

    public Expression Make(FunctionCall call)
    {
        try
        {
            return (Expression)_constructor.Invoke(call)!;
        }
        catch (EvaluationException fault)
        {
            return new FaultyCall(call, fault);
        }
    }
}
