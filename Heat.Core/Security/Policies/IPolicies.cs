namespace Heat.Core.Security.Policies;

/// <summary>The policy rules in force, which an operator may change while the server runs.</summary>
public interface IPolicies
{
    PolicySet Current { get; }
}
