using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources.Heat.Signals;

/// <summary>What handles of wait conditions have in common: they collect signals in their metadata, by the id that each signal brings.</summary>
public abstract class SignalHandle : SignalResponder
{
    internal const string Success = "SUCCESS";
    internal const string Failure = "FAILURE";

    /// <summary>The names of a signal's parts; each dialect writes them its own way.</summary>
    internal abstract SignalParts Parts { get; }

    public override async Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation) => await UserAsync(resource, cancellation);

    /// <summary>Nothing is left for an update but the template's words: what was signalled stays.</summary>
    public override Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) => Task.CompletedTask;

    public override async Task<string?> SignalAsync(ResourceContext resource, Value details, CancellationToken cancellation)
    {
        var written = MapValue.Empty;
        await resource.ChangeMetadataAsync(metadata =>
        {
            written = Complete(details.AsMap() ?? MapValue.Empty, metadata);
            if (!IsWellFormed(written))
                throw new ResourceException("ValueError", "Metadata format invalid");
            return metadata.With(ValueText.Plain(written.Get(Parts.Id)), written.Without(Parts.Id));
        }, cancellation);
        return $"status:{ValueText.Plain(written.Get(Parts.Status))} reason:{ValueText.Plain(written.Get(Parts.Reason))}";
    }

    /// <summary>The signal with what may be left out.</summary>
    private protected virtual MapValue Complete(MapValue signal, MapValue received) => signal;

    private bool IsWellFormed(MapValue signal) =>
        signal.Keys.ToHashSet().SetEquals([Parts.Id, Parts.Data, Parts.Reason, Parts.Status]) && signal.Get(Parts.Status).AsText() is Success or Failure;

    /// <summary>How a dialect names the parts of a signal.</summary>
    internal sealed record SignalParts(string Id, string Data, string Reason, string Status);
}
