using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>str_replace: {template, params}</c> — the template with every placeholder replaced: longer placeholders first, and what was put in is not looked at again.</summary>
[Function(HotVersions.Dialect, "str_replace", HotVersions.Icehouse, Until = HotVersions.Liberty, Description = "A function for performing string substitutions.")]
internal class Replace : Function
{
    private readonly Expression _template;
    private readonly Expression _replacements;

    public Replace(FunctionCall call)
        : this(call, Parsed)
    {
    }

    protected Replace(FunctionCall call, Func<FunctionCall, (Expression Template, Expression Replacements)> parse)
        : base(call)
    {
        (_template, _replacements) = parse(call);
        if (_replacements is not MapExpression and not Function)
            throw TypeError($"\"{Name}\" parameters must be a mapping");
    }

    /// <summary>Every placeholder has to occur in the template.</summary>
    protected virtual bool IsStrict => false;

    protected sealed override Value? Result(IEvaluationScope scope)
    {
        var template = _template.Evaluate(scope);
        var replacements = _replacements.Evaluate(scope);
        if (template is not TextValue text)
            throw TypeError($"\"{Name}\" template must be a string");
        if (replacements is not MapValue map)
            throw TypeError($"\"{Name}\" params must be a map");
        return Replaced(text.Text, map);
    }

    protected virtual string Text(Value value, string placeholder) => value switch
    {
        NullValue => "",
        ListValue or MapValue => throw TypeError($"\"{Name}\" params must be strings or numbers, param {placeholder} is not valid"),
        _ => ValueText.Plain(value),
    };

    private static (Expression Template, Expression Replacements) Parsed(FunctionCall call)
    {
        var map = call.Arguments as MapExpression ?? throw call.TypeError($"Arguments to \"{call.Name}\" must be a map");
        return map.Entries.TryGetValue("template", out var template) && map.Entries.TryGetValue("params", out var replacements)
            ? (template, replacements)
            : throw call.KeyError(
                $"\"{call.Name}\" syntax should be {call.Name}:\n              template: This is var1 template var2\n              params:\n                var1: a\n                var2: string");
    }

    private string Replaced(string template, MapValue replacements)
    {
        List<(string Text, bool IsDone)> pieces = [(template, false)];
        List<string> unused = [];
        foreach (var placeholder in replacements.Keys.Order(StringComparer.Ordinal).OrderByDescending(key => key.Length))
        {
            var text = Text(replacements[placeholder], placeholder);
            if (placeholder.Length == 0)
                throw ValueError("empty separator");
            var count = pieces.Count;
            pieces = [.. pieces.SelectMany(piece => piece.IsDone ? [piece] : Split(piece.Text, placeholder, text))];
            if (pieces.Count == count)
                unused.Add(placeholder);
        }

        return IsStrict && unused.Count > 0
            ? throw ValueError($"The following params were not found in the template: {string.Join(',', unused)}")
            : Joined("", [.. pieces.Select(piece => piece.Text)]);
    }

    private static IEnumerable<(string Text, bool IsDone)> Split(string text, string placeholder, string replacement)
    {
        var start = 0;
        for (int found; (found = text.IndexOf(placeholder, start, StringComparison.Ordinal)) >= 0; start = found + placeholder.Length)
        {
            yield return (text[start..found], false);
            yield return (replacement, true);
        }

        yield return (text[start..], false);
    }
}
