using Heat.Core.Diagnostics;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Resources;

/// <summary>Checks the properties of a resource against its schema, turns them into the kinds that the schema asks for, and completes them with defaults.</summary>
public static class PropertyResolver
{
    internal const string Heading = "Property error";

    /// <summary>The properties of a resource of a template.</summary>
    /// <param name="schemas">What the type takes.</param>
    /// <param name="properties">The properties as an expression, a map; null for none.</param>
    /// <param name="isReady">Whether a resource that an expression mentions is there already. A property that mentions one which isn't there skips its constraints.</param>
    /// <param name="path">Where the properties stand, such as <c>resources.server.properties</c>.</param>
    /// <param name="resourceDescription">The resource's own description, which becomes that of the object unless a property says otherwise.</param>
    /// <param name="requiresParameters">A property that hangs on a parameter without a value is a problem; otherwise it is left unchecked.</param>
    public static PropertyResolution Resolve(
        IReadOnlyList<PropertySchema> schemas,
        Expression? properties,
        IEvaluationScope scope,
        Func<string, bool> isReady,
        string path,
        string? resourceDescription = null,
        bool requiresParameters = true)
    {
        var given = new Dictionary<string, GivenProperty>();
        if (properties is MapExpression map)
            foreach (var (name, expression) in map.Entries)
                given[name] = Evaluated(expression, scope, isReady, requiresParameters);
        else if (properties is not null && Evaluated(properties, scope, isReady, requiresParameters) is var whole)
        {
            if (whole.Fault is not null)
                return new PropertyCheck(path).Failed(whole);
            foreach (var (name, value) in whole.Value?.AsMap() ?? MapValue.Empty)
                given[name] = whole with { Value = value };
        }

        return new PropertyCheck(path).Run(schemas, given, properties?.Span ?? SourceSpan.None, resourceDescription);
    }

    /// <summary>Properties that are values already.</summary>
    public static PropertyResolution Resolve(IReadOnlyList<PropertySchema> schemas, MapValue properties, string path, string? resourceDescription = null) =>
        Resolve(schemas, properties, _ => true, path, resourceDescription);

    /// <summary>Properties that are values already, some of them only preliminary.</summary>
    /// <param name="isKnown">Whether the value of a property is final.</param>
    public static PropertyResolution Resolve(IReadOnlyList<PropertySchema> schemas, MapValue properties, Func<string, bool> isKnown, string path, string? resourceDescription = null) =>
        new PropertyCheck(path).Run(
            schemas,
            properties.ToDictionary(entry => entry.Key, entry => new GivenProperty { Value = entry.Value, IsKnown = isKnown(entry.Key) }),
            SourceSpan.None,
            resourceDescription);

    private static GivenProperty Evaluated(Expression expression, IEvaluationScope scope, Func<string, bool> isReady, bool requiresParameters)
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
