using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>repeat</c> as it is since 2016-10-14: of a map the keys are taken.</summary>
[Function(HotVersions.Dialect, "repeat", HotVersions.Newton, Until = HotVersions.Pike, Description = "A function for iterating over a list of items or a dict of keys.")]
internal class RepeatOverMaps(FunctionCall call) : Repeat(call)
{
    protected override Value[] Items(Value value) => value switch
    {
        ListValue list => [.. list],
        MapValue map => [.. map.Keys.Select(key => (Value)key)],
        _ => throw TypeError($"The values of the \"for_each\" argument to \"{Name}\" must be lists or maps"),
    };
}
