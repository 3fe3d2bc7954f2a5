using Heat.Core.Values;

namespace Heat.Core.Resources.Nested;

/// <summary>A group that policies make larger and smaller while the stack it belongs to stays as it is.</summary>
public abstract class ScalableStackType : NestedStackType
{
    /// <summary>The size that an adjustment leads to.</summary>
    /// <exception cref="ResourceException">Nothing is to happen: the size stays as it is, or the last change is too short ago.</exception>
    public abstract int SizeAfter(ScalingAdjustment adjustment, string resource, MapValue properties, MapValue metadata, NestedStackView stack, DateTimeOffset now);

    /// <summary>True when each update of the resource brings the group to a size that the template gives.</summary>
    public abstract bool IsSizedByTemplate(MapValue properties);

    /// <summary>The nested stack with so many members, as far as the bounds allow; those that stay are left as they are.</summary>
    public abstract Task<NestedStackContent> ContentOfSizeAsync(ResourceContext resource, NestedStackView stack, int size, CancellationToken cancellation);

    /// <summary>Notes that the size is being changed.</summary>
    public abstract void NoteScaling(ResourceContext resource);

    /// <summary>Notes that the size was changed.</summary>
    /// <param name="cooldown">Seconds in which no other adjustment is to follow; null for as many as the group says.</param>
    /// <param name="reason">The <see cref="ScalingAdjustment.Reason"/>.</param>
    public abstract void NoteScaled(ResourceContext resource, double? cooldown, string reason);

    /// <summary>Notes that the size could not be changed.</summary>
    public abstract void NoteScalingFailed(ResourceContext resource);
}
