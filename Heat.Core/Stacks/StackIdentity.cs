using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>Which stack it is, as its template may ask by pseudo parameters.</summary>
/// <param name="Id">The id; null for a stack that is only previewed.</param>
public sealed record StackIdentity(string Name, Guid? Id, string ProjectId)
{
    /// <summary>The values of <c>OS::stack_id</c>, <c>OS::stack_name</c> and <c>OS::project_id</c>.</summary>
    internal MapValue PseudoParameters => MapValue.Of(
        ("OS::stack_id", Id?.ToString() ?? "None"),
        ("OS::stack_name", Name),
        ("OS::project_id", ProjectId));
}
