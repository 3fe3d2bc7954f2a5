using System.Collections.Immutable;

namespace Heat.Tests.Simulation;

/// <summary>An object of the cloud.</summary>
internal sealed record CloudThing(int Number, string Name, ThingSettings Settings, DateTimeOffset MadeAt)
{
    public string Id => $"thing-{Number}";

    public DateTimeOffset ReadyAt { get; init; }

    public DateTimeOffset? GoneAt { get; init; }
}

/// <summary>What a thing was told to be.</summary>
internal sealed record ThingSettings(string Kind, long Size, ImmutableSortedSet<string> Uses, ImmutableSortedSet<string> StandsOn, bool IsBroken)
{
    public ImmutableSortedSet<string> References => Uses.Union(StandsOn);

    public override string ToString() => $"{Kind} {Size} uses [{string.Join(' ', Uses)}] stands on [{string.Join(' ', StandsOn)}]{(IsBroken ? " broken" : "")}";
}
