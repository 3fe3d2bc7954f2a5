using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Core.Constraints;

/// <summary>Checks values for a <see cref="CustomConstraint"/>. One class for each name; registered with <c>TryAddEnumerable</c>.</summary>
public interface ICustomConstraintCheck
{
    /// <summary>The constraint's name, such as <c>neutron.network</c>.</summary>
    string Name { get; }

    /// <summary>The reason why the value is not right, or null when it is.</summary>
    Task<string?> ViolationAsync(Value value, ICloudSession cloud, CancellationToken cancellation);
}
