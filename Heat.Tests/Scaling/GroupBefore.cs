using Heat.Core.Resources.Nested;
using Heat.Core.Values;

namespace Heat.Tests.Scaling;

/// <summary>The nested stack of a group before an update: members with a definition and a state each.</summary>
internal sealed class GroupBefore(IReadOnlyDictionary<string, (Value Definition, string State)> members) : NestedStackView
{
    public override IReadOnlyList<string> Members { get; } = [.. members.Keys];

    public override IReadOnlyList<string> Outputs => [];

    public override bool HasMember(string name) => members.ContainsKey(name);

    public override Value MemberReference(string name) => "ref-" + name;

    public override Value MemberAttribute(string name, string attribute, IReadOnlyList<Value> path) => $"{attribute} of {name}";

    public override MapValue MemberProperties(string name) => MapValue.Empty;

    public override string MemberState(string name) => members[name].State;

    public override DateTimeOffset MemberCreatedAt(string name) => DateTimeOffset.UnixEpoch.AddSeconds(Members.ToList().IndexOf(name));

    public override Value MemberDefinition(string name) => members[name].Definition;

    public override Value Output(string name) => Value.Null;
}
