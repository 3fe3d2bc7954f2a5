using Heat.Core.Templates.Expressions;
using Heat.Core.Templates.Hot;
using Heat.Core.Values;

namespace Heat.Core.Templates.Cfn.Functions;

/// <summary><c>Fn::ResourceFacade: Metadata | DeletionPolicy | UpdatePolicy</c> — inside a nested stack, a part of the resource that stands for it.</summary>
[Function(HotVersions.Dialect, "Fn::ResourceFacade", HotVersions.Icehouse, Until = HotVersions.Juno, Description = "A function for retrieving data in a parent provider template.")]
[Function(CfnVersions.Dialect, "Fn::ResourceFacade", CfnVersions.Amazon, Description = "A function for retrieving data in a parent provider template.")]
internal sealed class ResourceFacade : Function
{
    private static readonly OrderedDictionary<string, string> s_parts = new() { ["Metadata"] = "metadata", ["DeletionPolicy"] = "deletion_policy", ["UpdatePolicy"] = "update_policy" };

    private readonly string _part;

    public ResourceFacade(FunctionCall call)
        : base(call) =>
        _part = (Arguments as Literal)?.Value.AsText() is { } name && s_parts.TryGetValue(name, out var part)
            ? part
            : throw ValueError($"Incorrect arguments to \"{Name}\" should be one of: {string.Join(", ", s_parts.Keys)}");

    protected override Value? Result(IEvaluationScope scope) => scope.Facade(_part);
}
