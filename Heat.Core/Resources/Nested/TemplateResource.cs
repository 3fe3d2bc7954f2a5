using Heat.Core.Templates;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Resources.Nested;

/// <summary>A template used as a resource type: its parameters are the properties, its outputs the attributes.</summary>
public sealed class TemplateResource : NestedStackType
{
    private const string ReferenceOutput = "OS::stack_id";

    public TemplateResource(string fileName, Template template)
    {
        Template = template;
        Schema = new ResourceSchema(fileName)
        {
            Description = template.Description ?? "",
            Properties = [.. template.Parameters.Select(parameter => parameter.ToProperty())],
            Attributes = [.. template.Outputs.Values.Select(output => Attribute.Any(output.Name, output.Description ?? ""))],
            HasShow = false,
        };
    }

    public Template Template { get; }

    public override ResourceSchema Schema { get; }

    // What the template doesn't tell as an output may still be asked of its resources; that is only known when the stack is there.
    public override bool HasAttribute(string name) => true;

    public override Task<IReadOnlyList<NestedStackContent>> ContentsAsync(ResourceContext resource, NestedStackView? existing, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<NestedStackContent>>([Content(resource.Properties)]);

    public override Task<NestedStackContent?> ContentForValidationAsync(string resource, MapValue properties, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult<NestedStackContent?>(Content(properties));

    public override Value GetAttribute(string resource, MapValue data, NestedStackView stack, string attribute, IReadOnlyList<Value> path)
    {
        if (stack.Outputs.Contains(attribute))
            return Select(stack.Output(attribute), path);
        if (!IsOfMember(attribute))
            throw NoSuchAttribute(resource, attribute);
        return OfMember(stack, attribute, path, _ => NoSuchAttribute(resource, attribute));
    }

    public override MapValue ShownAttributes(string resource, MapValue data, NestedStackView stack) =>
        MapValue.Create(stack.Outputs.Select(output => KeyValuePair.Create(output, stack.Output(output))));

    public override MapValue AllAttributes(string resource, MapValue data, NestedStackView stack) =>
        ShownAttributes(resource, data, stack).With(stack.Members.Select(member => KeyValuePair.Create(MemberPrefix + member, stack.MemberReference(member))));

    public override Value Reference(NestedStackView stack) =>
        stack.Outputs.Contains(ReferenceOutput) && stack.Output(ReferenceOutput) is { IsNull: false } reference ? reference : stack.Arn;

    private NestedStackContent Content(MapValue properties) => new(
        Template,
        MapValue.Create(properties.Where(property => !property.Value.IsNull).Select(property => KeyValuePair.Create(property.Key, AsParameter(property.Value)))),
        Schema.Type);

    /// <summary>
    /// Parameters are less rich than properties: a list becomes a text with commas, a list of maps the numbered entries of the CloudFormation dialect.
    /// </summary>
    private static Value AsParameter(Value property) => property switch
    {
        ListValue { Count: > 0 } list when list[0] is MapValue => string.Join(',', list.SelectMany(MemberEntries)),
        ListValue list => string.Join(',', list.Select(item => item.IsNull ? "" : ValueText.Plain(item))),
        _ => property,
    };

    private static IEnumerable<string> MemberEntries(Value item, int index) =>
        item is MapValue map ? map.Select(entry => $".member.{index}.{entry.Key}={ValueText.Plain(entry.Value)}") : [];
}
