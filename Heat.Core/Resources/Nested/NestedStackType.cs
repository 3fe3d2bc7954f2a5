using Heat.Core.Diagnostics;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Resources.Nested;

/// <summary>
/// A resource type whose resources are stacks of their own: a template used as a resource, or a group of like resources. Such a type says what its stack should look like and how attributes are read from it;
/// making, changing and deleting the stack is the engine's work, as part of the operation on the stack that it belongs to.
/// </summary>
public abstract class NestedStackType : ResourceType
{
    private protected const string MemberPrefix = "resource.";

    /// <summary>The nested stack as the resource's properties want it. For an update that is to go in batches, the steps on the way to it, the last one being the wanted state.</summary>
    /// <param name="existing">The nested stack as it is; null when it is to be created.</param>
    public abstract Task<IReadOnlyList<NestedStackContent>> ContentsAsync(ResourceContext resource, NestedStackView? existing, CancellationToken cancellation);

    /// <summary>The wanted state of the nested stack for a preview; null when that hangs on what isn't there yet.</summary>
    internal async Task<NestedStackContent?> KnownContentAsync(ResourceContext resource, NestedStackView? existing, CancellationToken cancellation)
    {
        try
        {
            return (await ContentsAsync(resource, existing, cancellation))[^1];
        }
        catch (Exception failure) when (failure is ProblemException or ResourceException or EvaluationException)
        {
            return null;
        }
    }

    /// <summary>The nested stack's template for validation, when properties may not be known yet; null when it can't be told.</summary>
    public abstract Task<NestedStackContent?> ContentForValidationAsync(string resource, MapValue properties, ICloudSession cloud, CancellationToken cancellation);

    /// <summary>Notes what is to be noted once the nested stack is as it was wanted.</summary>
    public virtual void NoteCompletion(ResourceContext resource, NestedStackView stack)
    {
    }

    /// <summary>What is wrong with the attributes that the template asks of such a resource, judged by the members of <see cref="ContentForValidationAsync"/>.</summary>
    /// <param name="hasAttribute">Whether a member, by its name, has an attribute.</param>
    public virtual IEnumerable<string> ValidateAttributes(IEnumerable<Reference> asked, Func<string, string, bool> hasAttribute) => [];

    /// <summary>What <c>get_attr</c> gives.</summary>
    public abstract Value GetAttribute(string resource, MapValue data, NestedStackView stack, string attribute, IReadOnlyList<Value> path);

    /// <summary>The attributes that are shown with the resource.</summary>
    public virtual MapValue ShownAttributes(string resource, MapValue data, NestedStackView stack) => AllAttributes(resource, data, stack);

    /// <summary>What <c>get_attr</c> without an attribute gives.</summary>
    public virtual MapValue AllAttributes(string resource, MapValue data, NestedStackView stack) =>
        MapValue.Create(Schema.Attributes.Select(attribute => KeyValuePair.Create(attribute.Name, GetAttribute(resource, data, stack, attribute.Name, []))));

    /// <summary>What <c>get_resource</c> gives.</summary>
    public virtual Value Reference(NestedStackView stack) => stack.Id.ToString();

    public override bool SupportsCheck => true;

    /// <summary>True for <c>resource.name</c> and <c>resource.name.attribute</c>, which reach into the nested stack.</summary>
    protected static bool IsOfMember(string attribute) => attribute.StartsWith(MemberPrefix, StringComparison.Ordinal);

    /// <summary>The member that such an attribute means, and the attribute of the member if one is named.</summary>
    protected static (string Name, string? Attribute) MemberMeant(string attribute)
    {
        var parts = attribute[MemberPrefix.Length..].Split('.', 2);
        return (parts[0], parts.Length > 1 ? parts[1] : null);
    }

    /// <summary>The value of such an attribute: the member's reference, or the attribute of it that the name or else the path gives.</summary>
    /// <param name="missing">Says that there is no such member.</param>
    protected static Value OfMember(NestedStackView stack, string attribute, IReadOnlyList<Value> path, Func<string, Exception> missing)
    {
        var (member, named) = MemberMeant(attribute);
        return stack.HasMember(member) ? OfMember(stack, member, named, path) : throw missing(member);
    }

    /// <summary>A member's reference, or the attribute of it that is named or else the path begins with.</summary>
    protected static Value OfMember(NestedStackView stack, string member, string? named, IReadOnlyList<Value> path)
    {
        if (named is not null)
            return stack.MemberAttribute(member, named, path);
        return path.Count == 0 ? stack.MemberReference(member) : AttributeOf(stack, member, path);
    }

    /// <summary>The attribute of a member that the first element of a path names, and in it what the rest of the path leads to.</summary>
    protected static Value AttributeOf(NestedStackView stack, string member, IReadOnlyList<Value> path) => stack.MemberAttribute(member, ValueText.Plain(path[0]), [.. path.Skip(1)]);

    /// <summary>A value for each of these members.</summary>
    protected static MapValue ByMember(IEnumerable<string> members, Func<string, Value> value) => MapValue.Create(members.Select(name => KeyValuePair.Create(name, value(name))));

    /// <summary>What a path leads to in the value of an attribute.</summary>
    protected static Value Select(Value value, IReadOnlyList<Value> path) => ValuePath.Select(value, path) ?? Value.Null;

    protected static EvaluationException NoSuchAttribute(string resource, string attribute) =>
        new(EvaluationException.AttributeKind, $"The Referenced Attribute ({resource} {attribute}) is incorrect.");
}
