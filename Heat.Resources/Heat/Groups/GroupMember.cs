using Heat.Core.Resources.Nested;
using Heat.Core.Values;

namespace Heat.Resources.Heat.Groups;

/// <summary>A member of a group.</summary>
/// <param name="Definition">Its definition as the group's template has it.</param>
/// <param name="IsWhole">False for one that isn't in service: it failed, or whoever made or changed it was broken off.</param>
internal sealed record GroupMember(string Name, Value Definition, bool IsWhole)
{
    public static GroupMember Of(NestedStackView stack, string name)
    {
        var state = stack.MemberState(name);
        return new GroupMember(name, stack.MemberDefinition(name), state.EndsWith("_COMPLETE", StringComparison.Ordinal) && !state.StartsWith("INIT", StringComparison.Ordinal));
    }
}
