using System.Diagnostics.CodeAnalysis;
using Heat.Core.Resources.Nested;
using Heat.Core.Stacks;
using Heat.Core.Values;

namespace Heat.Core.Engine;

/// <summary>A nested stack that takes part in a running operation, as its resource type sees it.</summary>
internal sealed class RunningStackView : NestedStackView
{
    private readonly StackRun _stack;

    [SetsRequiredMembers]
    public RunningStackView(StackRun stack)
    {
        _stack = stack;
        Id = stack.Stack.Id;
        Arn = stack.Outline.Arn;
    }

    public override IReadOnlyList<string> Members => _stack.Definition is { } definition
        ? [.. definition.Resources.Keys]
        : [.. _stack.States.Select(state => state.Name).Distinct()];

    public override IReadOnlyList<string> Outputs => [.. _stack.Definition?.Template.Outputs.Keys ?? []];

    public override bool HasMember(string name) => Members.Contains(name);

    public override Value MemberReference(string name) => _stack.Values.Reference(name);

    public override Value MemberAttribute(string name, string attribute, IReadOnlyList<Value> path) => _stack.Values.Attribute(name, attribute, path);

    public override MapValue MemberProperties(string name) => _stack.Current(name)?.Properties ?? MapValue.Empty;

    public override string MemberState(string name) => _stack.Current(name)?.Record.State ?? "INIT_COMPLETE";

    public override Value MemberDefinition(string name) =>
        _stack.Definition?.Template.ToValue().AsMap()?.Get("resources").AsMap()?.Get(name) ?? Value.Null;

    public override Value Output(string name) =>
        StackOutputs.Evaluate(_stack.Definition!, _stack.Values).Get(name).AsMap()?.Get(StackOutputs.ValueKey) ?? Value.Null;
}
