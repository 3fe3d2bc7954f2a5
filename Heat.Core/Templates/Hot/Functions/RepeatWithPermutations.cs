using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>repeat</c> as it is since 2017-09-01: with <c>permutations: false</c> the lists go side by side.</summary>
[Function(HotVersions.Dialect, "repeat", HotVersions.Pike, Description = "A function for iterating over a list of items or a dict of keys.")]
internal sealed class RepeatWithPermutations : RepeatOverMaps
{
    private readonly bool _permutes;

    public RepeatWithPermutations(FunctionCall call)
        : base(call) =>
        _permutes = !Map.Entries.TryGetValue("permutations", out var permutations)
            || ((permutations as Literal)?.Value.AsFlag() ?? throw TypeError($"\"permutations\" should be boolean type for {Name} function."));

    protected override bool CombinesAll => _permutes;

    protected override Value[] Items(Value value) =>
        _permutes || value is ListValue ? base.Items(value) : throw TypeError($"The values of the \"for_each\" argument to \"{Name}\" must be lists");
}
