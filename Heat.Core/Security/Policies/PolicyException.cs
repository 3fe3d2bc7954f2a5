namespace Heat.Core.Security.Policies;

/// <summary>A policy rule that can't be understood.</summary>
public sealed class PolicyException(string rule, string reason) : Exception($"The policy rule \"{rule}\" is wrong: {reason}")
{
    public string Rule { get; } = rule;
}
