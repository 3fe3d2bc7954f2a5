using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Values;
using Heat.Resources.Clients;
using Heat.Resources.Heat.Signals;

namespace Heat.Resources.Heat.Groups;

/// <summary>What the scaling policies of both dialects have in common: a signal makes a group larger or smaller.</summary>
public abstract class GroupScalingPolicy : SignalResponder
{
    /// <summary>The words of a dialect for the kinds of adjustment, in the order of <see cref="AdjustmentKind"/>.</summary>
    private protected abstract IReadOnlyList<string> KindNames { get; }

    /// <summary>How a dialect names the properties.</summary>
    private protected abstract PolicyProperties Names { get; }

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation) => await UserAsync(resource, cancellation);

    public override Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation)
    {
        var percentage = KindNames[(int)AdjustmentKind.PercentChangeInCapacity];
        var isMisplaced = !properties.Get(Names.MinimumStep).IsNull && !unknown.Contains(Names.Kind) && properties.Get(Names.Kind).AsText() != percentage;
        return Task.FromResult<IReadOnlyList<string>>(isMisplaced ? [$"{Names.MinimumStep} property should only be specified for {Names.Kind} with value {percentage}."] : []);
    }

    /// <summary>Whatever state an alarm is in, its signal scales the group: which alarms signal when is the template author's choice.</summary>
    public override async Task<string?> SignalAsync(ResourceContext resource, Value details, CancellationToken cancellation)
    {
        var reference = resource.Properties.Get(Names.Group);
        var group = await resource.FindSiblingAsync(reference, cancellation)
            ?? throw new ResourceException("NotFound", $"Alarm {resource.Name} could not find scaling group named \"{ValueText.Plain(reference)}\"");
        await resource.ScaleAsync(group, AdjustmentOf(resource.Properties), cancellation);
        return null;
    }

    /// <summary>Nothing is left for an update: the next signal goes by the new properties.</summary>
    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>The signed address that signals the policy; null where no door for signed addresses is known.</summary>
    private protected static async Task<string?> AlarmAddressAsync(ResourceContext resource, CancellationToken cancellation) =>
        await resource.Cloud.Service<OrchestrationClient>().CloudFormationAddressAsync(cancellation) is null ? null : await SignedAddressAsync(resource, SignalPath, neverExpires: true, cancellation);

    private ScalingAdjustment AdjustmentOf(MapValue properties)
    {
        var kind = properties.Get(Names.Kind).AsText()!;
        return new ScalingAdjustment
        {
            Kind = (AdjustmentKind)KindNames.ToList().IndexOf(kind),
            Amount = properties.Get(Names.Amount).AsNumber() ?? 0,
            MinimumStep = properties.Get(Names.MinimumStep).AsInteger(),
            Cooldown = properties.Get(Names.Cooldown).AsNumber(),
            Reason = $"{kind} : {ValueText.Plain(properties.Get(Names.Amount))}",
        };
    }

    /// <summary>The names of the properties.</summary>
    private protected sealed record PolicyProperties(string Group, string Kind, string Amount, string MinimumStep, string Cooldown);
}
