using Heat.Core.Templates.Yaql;

namespace Heat.Core.Engine;

/// <summary>The limits of heat.conf, with the same defaults (section <c>Heat:Limits</c>). -1 switches a limit off.</summary>
public sealed record LimitOptions
{
    public const string Section = "Heat:Limits";

    /// <value>Root stacks of a project. Default: 512.</value>
    public int MaxStacksPerTenant { get; init; } = 512;

    /// <value>Resources in the whole tree of a root stack. Default: 1000.</value>
    public int MaxResourcesPerStack { get; init; } = 1000;

    /// <value>Snapshots of a stack. Default: 32.</value>
    public int MaxSnapshotsPerStack { get; init; } = 32;

    /// <value>Whether stacks may be abandoned and exported (<c>enable_stack_abandon</c>). Default: yes.</value>
    public bool EnableStackAbandon { get; init; } = true;

    /// <value>Whether stacks may be made of what exists already (<c>enable_stack_adopt</c>). Default: yes.</value>
    public bool EnableStackAdopt { get; init; } = true;

    /// <value>Events kept of a stack; older ones go now and then. 0 keeps all. Default: 1000.</value>
    public int MaxEventsPerStack { get; init; } = 1000;

    /// <value>About how many events a stack may have beyond that before the oldest go. Default: 200.</value>
    public int EventPurgeBatchSize { get; init; } = 200;

    /// <value>Levels of nested stacks below a root stack. Default: 5.</value>
    public int MaxNestedStackDepth { get; init; } = 5;

    /// <value>Size of a template, in bytes. Default: 524288.</value>
    public int MaxTemplateSize { get; init; } = 524288;

    /// <value>Size of a request's body, in bytes. Default: 1048576.</value>
    public int MaxJsonBodySize { get; init; } = 1048576;

    /// <value>Time for an action on a stack when the stack names none, in seconds. Default: 3600.</value>
    public int StackActionTimeout { get; init; } = 3600;

    /// <summary>The time for an action on a stack.</summary>
    /// <param name="minutes">What the stack itself says; null, or none, when it says nothing.</param>
    public TimeSpan ActionTimeout(int? minutes) => minutes is > 0 and var given ? TimeSpan.FromMinutes(given) : TimeSpan.FromSeconds(StackActionTimeout);

    /// <value>What queries (the function <c>yaql</c>) may ask for: keys <c>Yaql:LimitIterators</c> and <c>Yaql:MemoryQuota</c>.</value>
    public YaqlLimits Yaql { get; init; } = YaqlLimits.Default;
}
