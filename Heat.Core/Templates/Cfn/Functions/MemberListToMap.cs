using Heat.Core.Templates.Expressions;
using Heat.Core.Templates.Hot;
using Heat.Core.Values;

namespace Heat.Core.Templates.Cfn.Functions;

/// <summary><c>Fn::MemberListToMap: [Name, Value, ['.member.0.Name=key', '.member.0.Value=text', …]]</c> — a list in the notation of the Query API as a map.</summary>
[Function(HotVersions.Dialect, "Fn::MemberListToMap", HotVersions.Icehouse, Until = HotVersions.Juno, Description = "A function to convert lists with enumerated keys and values to mapping.")]
[Function(CfnVersions.Dialect, "Fn::MemberListToMap", CfnVersions.Amazon, Description = "A function to convert lists with enumerated keys and values to mapping.")]
internal sealed class MemberListToMap : Function
{
    private readonly string _keyName;
    private readonly string _valueName;
    private readonly Expression _members;

    public MemberListToMap(FunctionCall call)
        : base(call)
    {
        if (Items() is not [var key, var value, var members])
            throw TypeError("Wrong Arguments try: \"\n            {'Fn::MemberListToMap': ['Name', 'Value',\n                                     ['.member.0.Name=key',\n                                      '.member.0.Value=door']]}\n            \"");
        _keyName = (key as Literal)?.Value.AsText() ?? throw TypeError($"{Name} Key Name must be a string");
        _valueName = (value as Literal)?.Value.AsText() ?? throw TypeError($"{Name} Value Name must be a string");
        _members = members;
    }

    protected override Value? Result(IEvaluationScope scope)
    {
        var members = _members.Evaluate(scope) switch
        {
            ListValue list => list,
            TextValue { Text: var text } => ListValue.Create(text.Select(character => (Value)character.ToString())),
            _ => throw TypeError("Member list must be a list"),
        };
        var parts = MapValue.Create(members.Select(Assignment));
        return MapValue.Create(
            from part in parts
            where part.Key.StartsWith(".member.", StringComparison.Ordinal) && part.Key.EndsWith($".{_keyName}", StringComparison.Ordinal)
            let value = parts.Get($"{part.Key[..^_keyName.Length]}{_valueName}")
            where !value.IsNull
            select KeyValuePair.Create(ValueText.Plain(part.Value), value));
    }

    // A text is a list of its characters here, as it is for the members.
    private IReadOnlyList<Expression> Items() => Arguments switch
    {
        ListExpression list => list.Items,
        Literal { Value: TextValue { Text: var text } } => [.. text.Select(character => new Literal(character.ToString(), Span, Path))],
        _ => [],
    };

    private KeyValuePair<string, Value> Assignment(Value member, int place)
    {
        var text = member.AsText() ?? throw TypeError("Member list items must be strings");
        var split = text.IndexOf('=', StringComparison.Ordinal);
        return split >= 0
            ? KeyValuePair.Create(text[..split], (Value)text[(split + 1)..])
            : throw ValueError($"dictionary update sequence element #{place} has length 1; 2 is required");
    }
}
