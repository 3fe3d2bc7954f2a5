namespace Heat.Core.Templates;

/// <summary>What a template may ask about its own stack as if it were a parameter.</summary>
public enum PseudoParameter
{
    StackId,

    /// <summary>The id with everything around it: <c>arn:openstack:heat::{project}:stacks/{name}/{id}</c>.</summary>
    StackArn,
    StackName,
    ProjectId,
    Region,
}
