using System.Diagnostics.CodeAnalysis;
using Heat.Core.Engine;
using Heat.Core.Resources.Nested;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>A nested stack, as it is at the moment, for the resource type that it belongs to.</summary>
internal sealed class StackView : NestedStackView
{
    private readonly StackDefinition _definition;
    private readonly StackValues _values;
    private readonly Func<string, ResourceState?> _current;

    [SetsRequiredMembers]
    public StackView(StackRecord stack, StackDefinition definition, StackValues values, Func<string, ResourceState?> current)
    {
        _definition = definition;
        _values = values;
        _current = current;
        Id = stack.Id;
        Arn = stack.Outline().Arn;
        ResourceName = stack.OwnerResourceName ?? "";
    }

    /// <summary>The definitions of members that the template has others for, but that are still as an earlier one had them.</summary>
    public IReadOnlyDictionary<string, Value> EarlierDefinitions { get; init; } = new Dictionary<string, Value>();

    public override IReadOnlyList<string> Members => [.. _definition.Resources.Keys];

    public override IReadOnlyList<string> Outputs => [.. _definition.Template.Outputs.Keys];

    public override bool HasMember(string name) => _definition.Resources.ContainsKey(name);

    public override Value MemberReference(string name) => _values.Reference(name);

    public override Value MemberAttribute(string name, string attribute, IReadOnlyList<Value> path) => _values.Attribute(name, attribute, path);

    public override MapValue MemberProperties(string name) => _current(name)?.Properties ?? MapValue.Empty;

    public override string MemberState(string name) => _current(name)?.Record.State ?? "INIT_COMPLETE";

    public override DateTimeOffset MemberCreatedAt(string name) => _current(name)?.Record.CreatedAt ?? DateTimeOffset.MaxValue;

    public override Value MemberDefinition(string name) =>
        EarlierDefinitions.GetValueOrDefault(name) ?? (_definition.Template.ToValue().AsMap() is { } template ? DefinitionIn(template, name) : Value.Null);

    public static Value DefinitionIn(MapValue template, string name) => template.Get("resources").AsMap()?.Get(name) ?? Value.Null;

    public override Value Output(string name) =>
        _definition.Template.Outputs.TryGetValue(name, out var output) ? StackOutputs.Evaluate(output, _values).Get(StackOutputs.ValueKey) : Value.Null;
}
