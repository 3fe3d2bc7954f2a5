using Heat.Core.Resources.Nested;
using Heat.Core.Values;

namespace Heat.Core.Resources;

/// <summary>
/// One resource during one step: what a <see cref="ResourceType"/> needs to know to act, and where it notes what has to outlive a crash.
/// Notes go through the engine's journal; the order in which they are made is kept.
/// </summary>
public abstract class ResourceContext
{
    public required StackOutline Stack { get; init; }

    /// <summary>The resource's name in the template.</summary>
    public required string Name { get; init; }

    /// <summary>The id of the resource's record; a replacement gets a new one.</summary>
    public required Guid Id { get; init; }

    /// <summary>The name that the cloud object gets when the template gives none: stack, resource and a random part, cut to the type's limit.</summary>
    public required string PhysicalName { get; init; }

    /// <summary>The properties, complete with defaults and with names turned into ids.</summary>
    public required MapValue Properties { get; init; }

    /// <summary>The metadata as they were when the step began. What signals add meanwhile is seen with <see cref="ChangeMetadataAsync"/> only.</summary>
    public MapValue Metadata { get; init; } = MapValue.Empty;

    public MapValue UpdatePolicy { get; init; } = MapValue.Empty;

    public required ICloudSession Cloud { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>When the action on this resource was begun; a step that goes on after a crash keeps the first moment.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long the stack's running action may take; null when that isn't bounded.</summary>
    public TimeSpan? ActionTimeout { get; init; }

    /// <summary>The id of the cloud object; null before it exists.</summary>
    public string? PhysicalId { get; protected set; }

    /// <summary>Small facts that the type keeps with the resource, such as a private key. Encrypted at rest.</summary>
    public IReadOnlyDictionary<string, string> Data { get; protected set; } = new Dictionary<string, string>();

    /// <summary>The attributes that somebody asks for, null for all but those that are dear to read.</summary>
    public IReadOnlySet<string>? AskedAttributes { get; init; }

    /// <summary>The status that the resource's previous action ended with, such as <c>CREATE_COMPLETE</c>.</summary>
    public string PreviousStatus { get; init; } = "INIT_COMPLETE";

    /// <summary>The physical id; throws the reference's not-found failure when there is none.</summary>
    public string RequiredPhysicalId => PhysicalId ?? throw new ResourceException("NotFound", $"Resource {Name} has no physical id.", FailureNature.NotFound);

    /// <summary>Notes the cloud object's id before the step is over, for types that make several calls.</summary>
    public abstract void RecordPhysicalId(string? physicalId);

    /// <summary>Keeps a small fact with the resource; null removes it.</summary>
    public abstract void RecordData(string key, string? value);

    /// <summary>Returns once everything noted so far is on disk, for notes without which a lost call can't be made out.</summary>
    public virtual Task SecureAsync() => Task.CompletedTask;

    /// <summary>Replaces the resource's metadata as the API shows it.</summary>
    public abstract void RecordMetadata(MapValue metadata);

    /// <summary>The id of the project that in-instance users of this stack live in. It is made when somebody first asks, and goes with the stack.</summary>
    public abstract Task<string> StackUserProjectAsync(CancellationToken cancellation);

    /// <summary>Changes the metadata as they are stored at this moment, and returns once the change is on disk. Of changes that are asked for at the same time none gets lost.</summary>
    /// <param name="change">From the metadata as they are to the metadata as they are to be. May be called more than once.</param>
    /// <returns>The metadata after the change.</returns>
    public abstract Task<MapValue> ChangeMetadataAsync(Func<MapValue, MapValue> change, CancellationToken cancellation);

    /// <summary>Has a group of the same stack scaled, once nothing else is under way there. When this returns, that is on disk. Only what signals ask for is scaled so.</summary>
    /// <exception cref="ResourceException">Nothing is to happen now, or ever.</exception>
    public virtual Task ScaleAsync(StoredResource group, ScalingAdjustment adjustment, CancellationToken cancellation) => throw new NotSupportedException("A group is scaled by signals only.");

    /// <summary>The resource of the same stack that <c>get_resource</c> gives this value for, as it is stored at this moment: with what signals have brought. Null when there is none.</summary>
    public abstract Task<StoredResource?> FindSiblingAsync(Value reference, CancellationToken cancellation);
}
