namespace Heat.Core.Stacks.Failures;

/// <summary>The stack is busy with another action that this one can't take over from.</summary>
public sealed class ActionInProgressException(string stack, string action) : RequestException("ActionInProgress", $"Stack {stack} already has an action ({action}) in progress.")
{
    public string Stack { get; } = stack;

    public string Action { get; } = action;
}
