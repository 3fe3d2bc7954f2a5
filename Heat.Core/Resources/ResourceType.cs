using Heat.Core.Stacks;
using Heat.Core.Values;

namespace Heat.Core.Resources;

/// <summary>
/// A kind of thing that can be orchestrated. One object of each type serves all resources of it: whatever belongs to a single resource is in the <see cref="ResourceContext"/>.
/// <para>
/// The engine <em>starts</em> work (<see cref="CreateAsync"/>) and then <em>asks</em> whether it is done (<see cref="IsCreatedAsync"/>) until it is. Starting may be repeated after a crash:
/// for a creation the engine first looks for what the lost call may have made (<see cref="FindAsync"/>); every other start has to bear being called again.
/// Expected failures are <see cref="ResourceException"/>s.
/// </para>
/// </summary>
public abstract class ResourceType
{
    public abstract ResourceSchema Schema { get; }

    /// <summary>
    /// True when creating leaves nothing behind outside our own records. The engine then doesn't wait for its note of intent to reach the disk before it starts.
    /// </summary>
    public virtual bool LeavesNoTrace => false;

    /// <summary>True when <see cref="CheckAsync"/> looks at the real thing.</summary>
    public virtual bool SupportsCheck => false;

    /// <summary>True when deletion policy <c>Snapshot</c> has an effect.</summary>
    public virtual bool SupportsSnapshotOnDelete => false;

    /// <summary>What messages and initial templates call it.</summary>
    public virtual string Title => GetType().Name;

    /// <summary>What remains of a resource's metadata when somebody says that it is well after all.</summary>
    public virtual MapValue MetadataOnceHealthy(MapValue metadata) => metadata;

    /// <summary>True when new metadata in the template become those of the living resource.</summary>
    public virtual bool FollowsTemplateMetadata => false;

    /// <summary>What the metadata become then.</summary>
    /// <param name="stored">The metadata as they are, with what signals and agents have brought.</param>
    public virtual MapValue MetadataAfterUpdate(MapValue stored, MapValue template, MapValue properties) => template;

    /// <summary>What <c>get_resource</c> gives: usually the physical id.</summary>
    public virtual Value Reference(ResourceContext resource) => resource.PhysicalId ?? resource.Name;

    /// <summary>The resources of the same template that have to exist before this one although it doesn't refer to them.</summary>
    public virtual IEnumerable<string> ImplicitDependencies(ResourceOutline self, IReadOnlyList<ResourceOutline> siblings) => [];

    /// <summary>Rules beyond the schema, checked before a stack is accepted. Values that aren't known yet are <see cref="Value.Null"/>, and <paramref name="unknown"/> names their properties.</summary>
    /// <returns>The messages of what is wrong.</returns>
    public virtual Task<IReadOnlyList<string>> ValidateAsync(MapValue properties, IReadOnlySet<string> unknown, ICloudSession cloud, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>Rules about the resource as part of its stack. Values that aren't known yet are <see cref="Value.Null"/>.</summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="isResource">Whether the stack has a resource of a name.</param>
    /// <returns>The messages of what is wrong.</returns>
    public virtual IEnumerable<string> ValidateInStack(string name, MapValue properties, Func<string, bool> isResource) => [];

    /// <summary>Rules for the resource's <c>update_policy</c> beyond the schema.</summary>
    /// <returns>The messages of what is wrong.</returns>
    public virtual IEnumerable<string> ValidateUpdatePolicy(MapValue policy) => [];

    /// <summary>
    /// Rewrites properties that are written in an old or loose form into the present one, before they are checked and names become ids. References to resources that aren't there yet read as their names.
    /// </summary>
    public virtual ValueTask<MapValue> TranslateAsync(MapValue properties, ICloudSession cloud, CancellationToken cancellation) => ValueTask.FromResult(properties);

    /// <summary>The properties that a resource takes which gives these: the schema's, unless some hang on the values of others.</summary>
    public virtual IReadOnlyList<PropertySchema> PropertiesFor(MapValue given) => Schema.Properties;

    /// <summary>Starts the creation.</summary>
    /// <returns>The cloud object's id, or null for a type without one.</returns>
    public virtual Task<string?> CreateAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <summary>What has to follow once there is an object, such as tags. After a crash it is called again, also for an object that was found, and has to bear that.</summary>
    public virtual Task FinishCreationAsync(ResourceContext resource, CancellationToken cancellation) => Task.CompletedTask;

    public virtual Task<bool> IsCreatedAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(true);

    /// <summary>
    /// After a crash between the creating call and the note of its result: the ids of objects which that call may have made, judged by name (and whatever else identifies them) and made
    /// at or after <see cref="ResourceContext.StartedAt"/>. The engine takes the first that no other resource owns.
    /// </summary>
    public virtual Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<string>>([]);

    /// <summary>
    /// True when what <see cref="FindAsync"/> finds can be nobody else's, because it goes by a name or a mark that was made up for this very resource. Then an object that a service makes late,
    /// after a call whose sender died, is found and deleted (<see cref="DeleteLateAsync"/>).
    /// </summary>
    public virtual bool FindsOnlyItsOwn(ResourceContext resource) => false;

    /// <summary>Deletes an object that was made late. The resource has another one by then, which may use all that was made for it.</summary>
    /// <param name="late">The resource with the late object's id, and nothing else of what was noted of it.</param>
    public virtual Task DeleteLateAsync(ResourceContext late, CancellationToken cancellation) => DeleteAsync(late, cancellation);

    /// <summary>True when these changes need a new resource although each of the properties could be updated.</summary>
    public virtual bool NeedsReplacement(ResourceContext resource, PropertyChanges changes) => false;

    /// <summary>True when each update of the stack makes a new resource, whether anything changed or not.</summary>
    public virtual bool IsRenewedByUpdates => false;

    /// <summary>True when a resource whose last action failed can't be repaired by an update.</summary>
    public virtual Task<bool> NeedsReplacementAfterFailureAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(true);

    /// <summary>Starts an update in place. <see cref="ResourceContext.Properties"/> are the new ones.</summary>
    public virtual Task UpdateAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) =>
        changes.Any ? throw ResourceException.ReplacementNeeded(resource.Name) : Task.CompletedTask;

    public virtual Task<bool> IsUpdatedAsync(ResourceContext resource, PropertyChanges changes, CancellationToken cancellation) => Task.FromResult(true);

    /// <summary>Before a replacement is created: gives up what two objects can't hold at once, such as a fixed address.</summary>
    public virtual Task PrepareForReplacementAsync(ResourceContext resource, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>A replacement failed and the old resource is wanted again: takes back what <see cref="PrepareForReplacementAsync"/> gave up.</summary>
    public virtual Task RestoreAfterReplacementAsync(ResourceContext resource, ResourceContext replacement, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Starts the deletion. Not called when there is no physical id, unless <see cref="DeletesWithoutPhysicalId"/>.</summary>
    public virtual Task DeleteAsync(ResourceContext resource, CancellationToken cancellation) => Task.CompletedTask;

    public virtual bool DeletesWithoutPhysicalId => false;

    public virtual Task<bool> IsDeletedAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(true);

    /// <summary>Starts what deletion policy <c>Snapshot</c> asks for, before the deletion.</summary>
    public virtual Task SnapshotOnDeleteAsync(ResourceContext resource, CancellationToken cancellation) => Task.CompletedTask;

    public virtual Task<bool> IsSnapshotOnDeleteTakenAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(true);

    /// <summary>Starts what a snapshot of the stack keeps of the resource, and notes it as data. Unless the type says otherwise, that is what deletion policy <c>Snapshot</c> keeps.</summary>
    public virtual Task SnapshotAsync(ResourceContext resource, CancellationToken cancellation) =>
        SupportsSnapshotOnDelete ? SnapshotOnDeleteAsync(resource, cancellation) : Task.CompletedTask;

    public virtual Task<bool> IsSnapshotTakenAsync(ResourceContext resource, CancellationToken cancellation) =>
        SupportsSnapshotOnDelete ? IsSnapshotOnDeleteTakenAsync(resource, cancellation) : Task.FromResult(true);

    /// <summary>Deletes what a snapshot kept. It may be gone already.</summary>
    /// <param name="data">The resource's data as they were when the snapshot was taken.</param>
    public virtual Task DeleteSnapshotAsync(MapValue data, ICloudSession cloud, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>The properties, as a template writes them, with which the resource is made from what a snapshot kept; null when it keeps nothing.</summary>
    /// <param name="data">The resource's data as they were when the snapshot was taken.</param>
    public virtual MapValue? RestoringProperties(MapValue properties, MapValue data) => null;

    public virtual Task SuspendAsync(ResourceContext resource, CancellationToken cancellation) => Task.CompletedTask;

    public virtual Task<bool> IsSuspendedAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(true);

    public virtual Task ResumeAsync(ResourceContext resource, CancellationToken cancellation) => Task.CompletedTask;

    public virtual Task<bool> IsResumedAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(true);

    /// <summary>Looks whether the real thing is as it should be; throws when it is not.</summary>
    public virtual Task CheckAsync(ResourceContext resource, CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>True when resources of this type may be sent signals.</summary>
    public virtual bool TakesSignals => false;

    /// <summary>True when a resource takes no signals once this action was begun on it, and until another one is.</summary>
    public virtual bool RefusesSignalsDuring(string action) => action is StackAction.Suspend or StackAction.Delete;

    /// <summary>
    /// A signal arrived. It is handled beside whatever operation runs on the stack, maybe in another process than that: what several may change at once is changed with
    /// <see cref="ResourceContext.ChangeMetadataAsync"/>. Waiting steps of the same tree are asked again as soon as this returns.
    /// </summary>
    /// <param name="details">What was sent: a map, or null for nothing.</param>
    /// <returns>What came of it, for the event; null when the details speak for themselves.</returns>
    /// <exception cref="ResourceException">The signal makes no sense; of the kind <see cref="ResourceException.NoActionRequired"/> when it makes sense and changes nothing: then there is no event.</exception>
    public virtual Task<string?> SignalAsync(ResourceContext resource, Value details, CancellationToken cancellation) => Task.FromResult<string?>(null);

    /// <summary>
    /// The attributes as they are now, by name; those of the schema that are left out read as null. Called after each action that succeeded, and the result is stored; attributes marked live are read again for every use.
    /// </summary>
    public virtual Task<MapValue> ReadAttributesAsync(ResourceContext resource, CancellationToken cancellation) => Task.FromResult(MapValue.Empty);

    /// <summary>Whether <c>get_attr</c> may ask for this attribute; types with attributes beyond their schema, such as groups, say so here.</summary>
    public virtual bool HasAttribute(string name) => Schema.FindAttribute(name) is not null;

    /// <summary>The attributes that <c>get_attr</c> may ask for by name.</summary>
    public IEnumerable<string> AttributeNames => Schema.Attributes.Select(attribute => attribute.Name).Concat(Schema.HasShow ? [ResourceSchema.Show.Name] : []);
}
