using Heat.Core.Templates;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>Which stack it is, as its template may ask by pseudo parameters.</summary>
/// <param name="Id">The id; null for a stack that is only previewed.</param>
public sealed record StackIdentity(string Name, Guid? Id, string ProjectId)
{
    // The dialect that asks for a region knows only those that Amazon had, and existing templates count on this one.
    private const string Region = "ap-southeast-1";

    private const string NotYet = "None";

    /// <summary>The address that other programs know the stack by: <c>arn:openstack:heat::{project}:stacks/{name}/{id}</c>.</summary>
    public string Arn => $"arn:openstack:heat::{ProjectId}:stacks/{Uri.EscapeDataString(Name)}/{Id}";

    /// <summary>The values of a template's pseudo parameters, such as <c>OS::stack_name</c>.</summary>
    public MapValue PseudoParameters(Template template) =>
        MapValue.Create(template.PseudoParameters.Select(parameter => KeyValuePair.Create(parameter.Key, (Value)Text(parameter.Value))));

    private string Text(PseudoParameter parameter) => parameter switch
    {
        PseudoParameter.StackId => Id?.ToString() ?? NotYet,
        PseudoParameter.StackArn => Id is null ? NotYet : Arn,
        PseudoParameter.StackName => Name,
        PseudoParameter.ProjectId => ProjectId,
        PseudoParameter.Region => Region,
        _ => throw new ArgumentOutOfRangeException(nameof(parameter), parameter, null),
    };
}
