using Heat.Core.Constraints;
using Heat.Core.Diagnostics;
using Heat.Core.Values;

namespace Heat.Core.Resources;

/// <summary>One run over the properties of one resource.</summary>
internal sealed class PropertyCheck(string root)
{
    private readonly List<Problem> _problems = [];
    private readonly List<PendingConstraint> _constraints = [];
    private readonly List<PendingEntity> _entities = [];

    /// <summary>The property that is being looked at.</summary>
    private GivenProperty _current = new();

    public PropertyResolution Run(IReadOnlyList<PropertySchema> schemas, Dictionary<string, GivenProperty> given, SourceSpan span, string? resourceDescription)
    {
        foreach (var (name, property) in given.Where(entry => schemas.All(schema => schema.Name != entry.Key)))
            Complain(root, $"Unknown Property {name}", property.Span.Line > 0 ? property.Span : span, Suggestion.For(name, schemas.Select(schema => schema.Name)), isAboutValue: false);
        var values = MapValue.Create(schemas.Select(schema => KeyValuePair.Create(schema.Name, Resolved(schema, given.GetValueOrDefault(schema.Name), span, resourceDescription))));
        return Result(values, given.Where(entry => entry.Value is { IsKnown: false, Fault: null }).Select(entry => entry.Key));
    }

    public PropertyResolution Failed(GivenProperty properties)
    {
        Complain(root, properties.Fault!, properties.Span, properties.Fix);
        return Result(MapValue.Empty, []);
    }

    private PropertyResolution Result(MapValue values, IEnumerable<string> unknown) =>
        new() { Values = values, Problems = _problems, CustomConstraints = _constraints, Entities = _entities, Unknown = unknown.ToHashSet() };

    private Value Resolved(PropertySchema schema, GivenProperty? given, SourceSpan span, string? resourceDescription)
    {
        var path = $"{root}.{schema.Name}";
        _current = given ?? new GivenProperty { IsKnown = true, Span = span };
        if (given?.Fault is { } fault)
        {
            Complain(path, fault, given.Span, given.Fix);
            return Value.Null;
        }

        if (given is { IsAwaited: true })
            return Value.Null;
        if (given is not null && !schema.IsImplemented)
            Complain(root, $"Property {schema.Name} not implemented yet", given.Span, isAboutValue: false);
        var value = Child(schema, given?.Value, path, [schema.Name], root);
        return given?.Value is null && schema is { Name: "description", IsUpdatable: true, Default: null } && resourceDescription is { Length: > 0 } ? resourceDescription : value;
    }

    /// <summary>A property or an entry of a map: given, or left to its default.</summary>
    private Value Child(PropertySchema schema, Value? value, string path, Value[] location, string parent)
    {
        if (value is not null || schema.Default is not null)
            return Converted(schema, value ?? Value.Null, path, location);
        if (schema.IsRequired)
            Complain(parent, $"Property {schema.Name} not assigned", _current.Span);
        return Value.Null;
    }

    private Value Converted(PropertySchema schema, Value value, string path, Value[] location)
    {
        // An explicit null means the default, or else the kind's zero.
        var present = value.IsNull ? schema.Default is { } standard && standard.IsTruthy() ? standard : Zero(schema.Kind) : value;
        var (converted, complaint) = schema.Kind switch
        {
            PropertyKind.Text => Text(present),
            PropertyKind.Integer => Integer(present),
            PropertyKind.Number => Number(present),
            PropertyKind.Flag => Flag(present),
            PropertyKind.List => List(schema, present, path, location),
            PropertyKind.Map => Map(schema, present, path, location),
            _ => (present, null),
        };
        if (converted is null)
        {
            Complain(path, complaint!, _current.Span);
            return Value.Null;
        }

        if (_current.IsKnown)
            CheckConstraints(schema, converted, path);
        if (_current.IsKnown && schema.Entity is { } entity && converted is TextValue { Text: { Length: > 0 } name })
            _entities.Add(new PendingEntity(location, path, entity, name, _current.Span));
        return converted;
    }

    private void CheckConstraints(PropertySchema schema, Value value, string path)
    {
        foreach (var constraint in schema.Constraints)
        {
            if (constraint is CustomConstraint custom)
                _constraints.Add(new PendingConstraint(path, custom, value, _current.Span));
            else if (Violation(constraint, value) is { } violation)
            {
                Complain(path, violation, _current.Span);
                return;
            }
        }
    }

    // Allowed values are written loosely, as for parameters: "true" allows true.
    private static string? Violation(Constraint constraint, Value value) =>
        constraint is AllowedValuesConstraint allowed && value is not ListValue && allowed.Allowed.Any(candidate => ValueText.Plain(candidate) == ValueText.Plain(value))
            ? null
            : constraint.Violation(value);

    private static Value Zero(PropertyKind kind) => kind switch
    {
        PropertyKind.Text => "",
        PropertyKind.Integer or PropertyKind.Number => 0,
        PropertyKind.Flag => false,
        PropertyKind.List => ListValue.Empty,
        PropertyKind.Map => MapValue.Empty,
        _ => Value.Null,
    };

    private static (Value?, string?) Text(Value value) => value switch
    {
        TextValue => (value, null),
        FlagValue or IntegerValue => (ValueText.Plain(value), null),
        _ => (null, $"Value must be a string; got {ValueText.Literal(value)}"),
    };

    private static (Value?, string?) Integer(Value value) => value switch
    {
        IntegerValue => (value, null),
        FlagValue flag => (flag.Flag ? 1 : 0, null),
        NumberValue { Number: var number } when double.IsFinite(number) => ((long)number, null),
        TextValue text when NumberText.TryInteger(text.Text, out var number) => (number, null),
        TextValue or NumberValue => (null, $"Value '{ValueText.Plain(value)}' is not an integer"),
        _ => (null, $"int() argument must be a string, a bytes-like object or a real number, not '{value.KindName}'"),
    };

    private static (Value?, string?) Number(Value value) => Parameters.ParameterReading.Read(Parameters.ParameterType.Number, value);

    private static (Value?, string?) Flag(Value value) => value switch
    {
        FlagValue => (value, null),
        TextValue { Text: var text } when text.Equals("true", StringComparison.OrdinalIgnoreCase) => (true, null),
        TextValue { Text: var text } when text.Equals("false", StringComparison.OrdinalIgnoreCase) => (false, null),
        TextValue { Text: var text } => (null, $"\"{text.ToLowerInvariant()}\" is not a valid boolean"),
        _ => (null, $"\"{ValueText.Plain(value)}\" is not a valid boolean"),
    };

    private (Value?, string?) List(PropertySchema schema, Value value, string path, Value[] location)
    {
        if (schema.TakesParameterText && value is TextValue { Text: var text })
            value = text.Length == 0 ? ListValue.Empty : ListValue.Create(text.Split(',').Select(item => (Value)item));
        if (value is not ListValue list)
            return (null, $"\"{ValueText.Literal(value)}\" is not a list");
        return schema.Items is not { } items
            ? (list, null)
            : (ListValue.Create(list.Select((item, index) => Converted(items, item, $"{path}[{index}]", [.. location, index]))), null);
    }

    private (Value?, string?) Map(PropertySchema schema, Value value, string path, Value[] location)
    {
        if (value is not MapValue map)
            return schema.TakesParameterText && (value is TextValue or ListValue)
                ? (value is TextValue ? value : ValueText.Json(value), null)
                : (null, $"\"{ValueText.Plain(value)}\" is not a map");
        if (schema.Fields is not { } fields)
            return (map, null);
        foreach (var name in map.Keys.Where(name => fields.All(field => field.Name != name)))
            Complain(path, $"Unknown Property {name}", _current.Span, Suggestion.For(name, fields.Select(field => field.Name)));
        foreach (var field in fields.Where(field => !field.IsImplemented && map.ContainsKey(field.Name)))
            Complain(path, $"Property {field.Name} not implemented yet", _current.Span);
        return (MapValue.Create(fields.Select(field => KeyValuePair.Create(
            field.Name,
            Child(field, map.TryGetValue(field.Name, out var given) ? given : null, $"{path}.{field.Name}", [.. location, field.Name], path)))), null);
    }

    private void Complain(string path, string detail, SourceSpan span, string? fix = null, bool isAboutValue = true) =>
        _problems.Add(Problem.At(path, detail, span, PropertyResolver.Heading) with { Fix = fix, IsAboutValue = isAboutValue });
}
