using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Templates;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.Aws.CloudFormation;

/// <summary>AWS::CloudFormation::Stack — a stack within the stack, from a template that is read from the web.</summary>
public sealed class NestedStack : NestedStackType
{
    private const string TemplateUrl = "TemplateURL";
    private const string Parameters = "Parameters";
    private const string OutputPrefix = "Outputs.";

    private readonly TemplateFactory _templates = new();

    public override ResourceSchema Schema { get; } = new("AWS::CloudFormation::Stack")
    {
        Description = "A stack within the stack, from a template that is read from the web.",
        Properties =
        [
            Property.Map(Parameters, "The parameters of the stack.").Updatable(),
            Property.Text(TemplateUrl, "Where the template is.").Required().Updatable(),
            Property.Integer("TimeoutInMinutes", "How long making it may take. The time limit of the whole stack holds in any case.").Updatable(),
        ],
    };

    public override bool HasAttribute(string name) => true;

    public override async Task<IReadOnlyList<NestedStackContent>> ContentsAsync(ResourceContext resource, NestedStackView? existing, CancellationToken cancellation) =>
        [await ReadAsync(resource.Properties, resource.Cloud, cancellation)];

    public override async Task<NestedStackContent?> ContentForValidationAsync(string resource, MapValue properties, ICloudSession cloud, CancellationToken cancellation) =>
        properties.Get(TemplateUrl) is TextValue ? await ReadAsync(properties, cloud, cancellation) : null;

    public override Value GetAttribute(string resource, MapValue data, NestedStackView stack, string attribute, IReadOnlyList<Value> path)
    {
        if (!attribute.StartsWith(OutputPrefix, StringComparison.Ordinal) || !stack.Outputs.Contains(attribute[OutputPrefix.Length..]))
            throw NoSuchAttribute(resource, attribute);
        return Select(stack.Output(attribute[OutputPrefix.Length..]), path);
    }

    public override Value Reference(NestedStackView stack) => stack.Arn;

    private async Task<NestedStackContent> ReadAsync(MapValue properties, ICloudSession cloud, CancellationToken cancellation)
    {
        var address = properties.Get(TemplateUrl).AsText() ?? "";
        var text = await cloud.Service<WebClient>().ReadAsync(address, TemplateLimits.Default.MaximumBytes, cancellation);
        var template = _templates.Create(TemplateParser.ParseText(text, address, TemplateLimits.Default), new Dictionary<string, string>());
        return new NestedStackContent(template, properties.Get(Parameters).AsMap() ?? MapValue.Empty, address);
    }
}
