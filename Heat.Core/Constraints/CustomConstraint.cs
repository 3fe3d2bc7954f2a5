using Heat.Core.Values;

namespace Heat.Core.Constraints;

/// <summary>
/// A value that something outside the template has to confirm, such as <c>nova.flavor</c> or <c>cron_expression</c>.
/// Its check is an <see cref="ICustomConstraintCheck"/> of that name and needs a project's view of the cloud, so it isn't made here.
/// </summary>
public sealed record CustomConstraint(string Name) : Constraint
{
    protected override bool Keeps(Value value) => true;

    protected override string Message(Value value) => $"\"{ValueText.Plain(value)}\" does not validate {Name}";
}
