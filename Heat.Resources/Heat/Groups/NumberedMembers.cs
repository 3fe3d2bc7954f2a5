using System.Globalization;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Resources.Heat.Groups;

/// <summary>Groups whose members go by numbers: what they tell about their members.</summary>
public abstract class NumberedMembers : NestedStackType
{
    private const string Refs = "refs";
    private const string MemberAttributes = "attributes";

    /// <summary>Any attribute of the members is one of the group; <see cref="ValidateAttributes"/> knows better as soon as the members are known.</summary>
    public override bool HasAttribute(string name) => true;

    public override IEnumerable<string> ValidateAttributes(IEnumerable<Reference> asked, Func<string, string, bool> hasAttribute)
    {
        foreach (var reference in asked)
            if (AskedOfMembers(reference) is var (output, attribute) && !hasAttribute("0", attribute))
                yield return $"outputs.{output}[0].get_attr: : The Referenced Attribute (0 {attribute}) is incorrect.";
    }

    public override Value GetAttribute(string resource, MapValue data, NestedStackView stack, string attribute, IReadOnlyList<Value> path) => attribute switch
    {
        Refs => Select(ListValue.Create(InOrder(stack).Select(stack.MemberReference)), path),
        MemberAttributes when path.Count == 0 => throw NoSuchAttribute(resource, attribute),
        MemberAttributes => ByMember(InOrder(stack), name => AttributeOf(stack, name, path)),
        _ when IsOfMember(attribute) => OfMember(stack, attribute, path, member => new ResourceException("NotFound", $"Member '{member}' not found in group resource '{resource}'.")),
        _ when OwnAttribute(data, stack, attribute) is { } own => Select(own, path),
        _ => ListValue.Create(InOrder(stack).Select(name => stack.MemberAttribute(name, attribute, path))),
    };

    public override MapValue AllAttributes(string resource, MapValue data, NestedStackView stack) => MapValue.Create(
        Schema.Attributes.Where(attribute => attribute.Name != MemberAttributes).Select(attribute => KeyValuePair.Create(attribute.Name, GetAttribute(resource, data, stack, attribute.Name, []))));

    /// <summary>An attribute that is the group's and not its members'; null when it is none.</summary>
    protected virtual Value? OwnAttribute(MapValue data, NestedStackView stack, string attribute) => null;

    private protected static IEnumerable<string> InOrder(NestedStackView stack) => stack.Members.OrderBy(Number);

    private protected static long Number(string name) => long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;

    private (string Output, string Attribute)? AskedOfMembers(Reference reference) => reference switch
    {
        { Attribute: null } => null,
        { Attribute: MemberAttributes, AttributePath: [var attribute, ..] } => ($"{string.Join(", ", reference.AttributePath.Prepend(MemberAttributes))}.value", ValueText.Plain(attribute)),
        { Attribute: var attribute } when IsOfMember(attribute) || Schema.FindAttribute(attribute) is { } own && own != ResourceSchema.Show => null,
        { Attribute: var attribute } => ($"{string.Join(", ", reference.AttributePath.Prepend(attribute))}.Value", attribute),
    };
}
