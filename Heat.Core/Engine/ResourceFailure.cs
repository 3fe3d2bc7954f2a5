using Heat.Core.Diagnostics;

namespace Heat.Core.Engine;

/// <summary>Why work on a resource ended badly.</summary>
/// <param name="Action">The resource's action that failed.</param>
/// <param name="Kind">The class of the failure, such as <c>ResourceInError</c>.</param>
/// <param name="Path">Where, from the stack downwards, such as <c>resources.group.resources.0</c>.</param>
/// <param name="Message">The service's, or the type's, own words.</param>
internal sealed record ResourceFailure(string Action, string Kind, string Path, string Message)
{
    private const int LongestMessage = 4096;

    /// <summary>Where the template says what failed, as far as that is known: the templates of nested stacks come as texts, that of a root stack seldom does.</summary>
    public SourceSpan Place { get; init; }

    /// <summary>The reason as the resource shows it.</summary>
    public string Reason => $"{Kind}: {Path}: {Cleaned(Message)}{(Place.Line > 0 ? $" ({Place})" : "")}";

    /// <summary>The reason as the stack shows it.</summary>
    public string StackReason => $"Resource {Action} failed: {Reason}";

    /// <summary>The same failure, told by the stack one level up.</summary>
    public ResourceFailure Below(string resource, string action) => this with { Action = action, Path = $"resources.{resource}.{Path}" };

    // What services say is shown to people and kept for long: bounded, and without control characters.
    private static string Cleaned(string message)
    {
        var text = message.Length <= LongestMessage ? message : $"{message[..LongestMessage]}…";
        return text.Any(character => char.IsControl(character) && character is not '\n' and not '\t')
            ? string.Concat(text.Where(character => !char.IsControl(character) || character is '\n' or '\t'))
            : text;
    }
}
