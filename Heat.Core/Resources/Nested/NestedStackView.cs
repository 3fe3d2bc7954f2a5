using Heat.Core.Values;

namespace Heat.Core.Resources.Nested;

/// <summary>A nested stack as its resource type sees it.</summary>
public abstract class NestedStackView
{
    public required Guid Id { get; init; }

    /// <summary>The stack's address: <c>arn:openstack:heat::…</c>.</summary>
    public required string Arn { get; init; }

    /// <summary>The name of the resource that it is.</summary>
    public string ResourceName { get; init; } = "";

    /// <summary>The names of its resources, in the order of the template.</summary>
    public abstract IReadOnlyList<string> Members { get; }

    /// <summary>The names of its outputs.</summary>
    public abstract IReadOnlyList<string> Outputs { get; }

    public abstract bool HasMember(string name);

    /// <summary>What <c>get_resource</c> of a member would give.</summary>
    public abstract Value MemberReference(string name);

    /// <summary>What <c>get_attr</c> of a member would give.</summary>
    public abstract Value MemberAttribute(string name, string attribute, IReadOnlyList<Value> path);

    /// <summary>The properties that a member was last given.</summary>
    public abstract MapValue MemberProperties(string name);

    /// <summary>A member's last state, such as <c>CREATE_COMPLETE</c>.</summary>
    public abstract string MemberState(string name);

    /// <summary>When the member in force under this name was made.</summary>
    public abstract DateTimeOffset MemberCreatedAt(string name);

    /// <summary>The definition by which the member in force was made or changed; that of the template while it wasn't.</summary>
    public abstract Value MemberDefinition(string name);

    /// <summary>The value of an output.</summary>
    public abstract Value Output(string name);
}
