namespace Heat.Core.Stacks.Failures;

/// <summary>The caller may not do this.</summary>
/// <param name="action">What they may not do: a policy rule, a resource type, or words.</param>
public sealed class ForbiddenException(string action) : RequestException("Forbidden", $"You are not authorized to use {action}.")
{
    public string Action { get; } = action;
}
