using Heat.Core.Constraints;
using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Constraints;

/// <summary>A value is written in a certain way; the cloud isn't asked.</summary>
internal abstract class FormatConstraintCheck(string name) : ICustomConstraintCheck
{
    public string Name { get; } = name;

    public Task<string?> ViolationAsync(Value value, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult(Fault(ValueText.Plain(value)) is { } reason ? ConstraintMessage.For(value, reason) : null);

    /// <summary>What is wrong with the text, or null.</summary>
    protected abstract string? Fault(string text);
}
