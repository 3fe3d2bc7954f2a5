namespace Heat.Core.Environments;

/// <summary>What a resource type stands for.</summary>
/// <param name="Name">The name of a resource type, or of a template file.</param>
/// <param name="IsTemplate">The name is that of a template file.</param>
/// <param name="MappedType">The registry's entry that led to a template, which nested stacks have to do without; null when none did.</param>
public sealed record RegistryMatch(string Name, bool IsTemplate, string? MappedType = null);
