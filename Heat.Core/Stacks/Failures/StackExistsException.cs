namespace Heat.Core.Stacks.Failures;

/// <summary>The project has a stack of this name already.</summary>
public sealed class StackExistsException(string name) : RequestException("StackExists", $"The Stack ({name}) already exists.")
{
    public string Name { get; } = name;
}
