using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary><c>resource_facade: metadata | deletion_policy | update_policy</c> — inside a nested stack, a part of the resource that stands for it.</summary>
[Function(HotVersions.Dialect, "resource_facade", HotVersions.Icehouse, Description = "A function for retrieving data in a parent provider template.")]
internal sealed class ResourceFacade : Function
{
    private static readonly string[] s_parts = ["metadata", "deletion_policy", "update_policy"];

    private readonly string _part;

    public ResourceFacade(FunctionCall call)
        : base(call) =>
        _part = (Arguments as Literal)?.Value.AsText() is { } part && s_parts.Contains(part)
            ? part
            : throw ValueError($"Incorrect arguments to \"{Name}\" should be one of: {string.Join(", ", s_parts)}");

    protected override Value? Result(IEvaluationScope scope) => scope.Facade(_part);
}
