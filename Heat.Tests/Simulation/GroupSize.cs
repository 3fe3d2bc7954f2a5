using Heat.Core.Values;

namespace Heat.Tests.Simulation;

/// <summary>How large a group is: of a number that the template gives, or within bounds in which policies move it.</summary>
internal sealed record GroupSize(int Minimum, int Maximum)
{
    private const string NumberedType = "OS::Heat::ResourceGroup";
    private const string ScaledType = "OS::Heat::AutoScalingGroup";

    /// <summary>The size to begin with, and to come back to with each update of a scaled group; null when the template leaves that open.</summary>
    public int? Wanted { get; init; }

    public bool IsScaled { get; init; }

    public static GroupSize Of(int count) => new(count, count) { Wanted = count };

    public static GroupSize Between(int minimum, int maximum, int? wanted) => new(minimum, maximum) { Wanted = wanted, IsScaled = true };

    public int Bounded(int size) => Math.Clamp(size, Minimum, Maximum);

    public MapValue ToResource(MapValue member) => IsScaled
        ? MapValue.Of(("type", ScaledType), ("properties", MapValue.Of(("min_size", Minimum), ("max_size", Maximum), ("desired_capacity", Wanted is { } wanted ? wanted : Value.Null), ("resource", member))))
        : MapValue.Of(("type", NumberedType), ("properties", MapValue.Of(("count", Minimum), ("resource_def", member))));

    public override string ToString() => IsScaled ? $"{Minimum}-{Maximum}{(Wanted is { } wanted ? $", {wanted} wanted," : "")}" : $"{Minimum}";
}
