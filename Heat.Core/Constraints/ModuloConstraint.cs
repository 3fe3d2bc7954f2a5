using Heat.Core.Values;

namespace Heat.Core.Constraints;

/// <summary>A whole number is a multiple of <paramref name="Step"/> plus <paramref name="Offset"/>.</summary>
public sealed record ModuloConstraint(long Step, long Offset) : Constraint
{
    protected override bool Keeps(Value value) => value.AsInteger() is not { } number || FloorRemainder(number) == Offset;

    protected override string Message(Value value) => $"{ValueText.Plain(value)} is not a multiple of {Step} with an offset of {Offset}";

    // The remainder takes the sign of the step, as the reference's language has it.
    private long FloorRemainder(long number) => ((number % Step) + Step) % Step;
}
