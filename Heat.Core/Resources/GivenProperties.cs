using Heat.Core.Diagnostics;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Resources;

/// <summary>The properties of a resource as the template gives them, each evaluated once.</summary>
internal sealed record GivenProperties
{
    public required Dictionary<string, GivenProperty> Named { get; init; }

    public SourceSpan Span { get; init; }

    /// <summary>Why there are no properties at all, when they come from one expression that has no value; a null reference otherwise.</summary>
    public GivenProperty? Fault { get; init; }

    /// <summary>The values. One that is still awaited stands there as its property's name, so that a translation sees that there will be one.</summary>
    public MapValue Values => MapValue.Create(
        from property in Named
        let value = property.Value.IsAwaited ? property.Key : property.Value.Value
        where value is not null
        select KeyValuePair.Create(property.Key, value));

    /// <param name="properties">The properties as an expression; null for none.</param>
    /// <param name="isReady">Whether a resource that an expression mentions is there already.</param>
    /// <param name="requiresParameters">A parameter without a value is a fault; otherwise it is awaited.</param>
    public static GivenProperties Evaluated(Expression? properties, IEvaluationScope scope, Func<string, bool> isReady, bool requiresParameters)
    {
        var span = properties?.Span ?? SourceSpan.None;
        if (properties is null)
            return new GivenProperties { Named = [], Span = span };
        if (properties is MapExpression map)
            return new GivenProperties { Named = map.Entries.ToDictionary(entry => entry.Key, entry => Evaluated(entry.Value)), Span = span };
        var whole = Evaluated(properties);
        return new GivenProperties
        {
            Named = (whole.Value?.AsMap() ?? MapValue.Empty).ToDictionary(entry => entry.Key, entry => whole with { Value = entry.Value }),
            Span = span,
            Fault = whole.Fault is null ? null : whole,
        };

        GivenProperty Evaluated(Expression expression) => GivenProperty.Evaluated(expression, scope, isReady, requiresParameters);
    }

    /// <summary>Properties that are values already.</summary>
    public static GivenProperties Of(MapValue values) => new() { Named = values.ToDictionary(entry => entry.Key, entry => new GivenProperty { Value = entry.Value, IsKnown = true }) };

    /// <summary>These properties as a translation has rewritten their <see cref="Values"/>: what it made is as unknown as what it may have been made of.</summary>
    public GivenProperties Translated(MapValue written, MapValue translated)
    {
        if (ReferenceEquals(written, translated) || written == translated)
            return this;
        var made = new GivenProperty
        {
            IsKnown = Named.Values.All(property => property.IsKnown || property.IsAwaited || property.Fault is not null),
            IsAwaited = Named.Any(property => property.Value.IsAwaited && translated.Get(property.Key) != written.Get(property.Key)),
            Span = Span,
        };
        var named = Named.Where(property => property.Value.Fault is not null).ToDictionary(property => property.Key, property => property.Value);
        foreach (var (name, value) in translated)
            named[name] = Named.TryGetValue(name, out var given) ? Kept(given, value, written.Get(name), made) : made with { Value = value };
        return this with { Named = named };
    }

    private static GivenProperty Kept(GivenProperty given, Value value, Value before, GivenProperty made) =>
        value == before ? given : given with { Value = value, IsAwaited = given.IsAwaited || made.IsAwaited };
}
