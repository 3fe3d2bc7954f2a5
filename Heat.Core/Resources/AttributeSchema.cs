namespace Heat.Core.Resources;

/// <summary>What a resource tells about itself once it exists.</summary>
/// <param name="IsLive">Read from the cloud each time instead of being stored (the reference's <c>cache_none</c>).</param>
public sealed record AttributeSchema(string Name, PropertyKind? Kind, string Description, bool IsLive = false)
{
    public SupportStatus Support { get; init; } = SupportStatus.Always;

    /// <summary>Takes calls of its own to read, which are made only if somebody asks for it by name.</summary>
    public bool IsDear { get; init; }

    public AttributeSchema Dear() => this with { IsDear = true };

    public AttributeSchema Live() => this with { IsLive = true };

    public AttributeSchema Since(string version) => this with { Support = SupportStatus.Since(version) };

    public AttributeSchema DeprecatedIn(string version) => this with { Support = Support.DeprecatedIn(version) };

    public AttributeSchema HiddenIn(string version) => this with { Support = Support.HiddenIn(version) };

    public AttributeSchema Supported(SupportStatus support) => this with { Support = support };
}
