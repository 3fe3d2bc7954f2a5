namespace Heat.Core.Resources;

/// <summary>Work on a resource failed in an expected way. The message is for people and is shown as the resource's reason.</summary>
public class ResourceException(string kind, string message, FailureNature nature = FailureNature.Final, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The class of the failure as reasons and the API name it, such as <c>ResourceInError</c>, <c>NotFound</c> or <c>Conflict</c>.</summary>
    public string Kind { get; } = kind;

    public FailureNature Nature { get; } = nature;

    /// <summary>The resource's object reached an error state of its own; the engine deletes it and tries again.</summary>
    public static ResourceException InError(string status, string reason) =>
        new("ResourceInError", $"Went to status {status} due to \"{reason}\"", FailureNature.InError);

    /// <summary>The resource's object is in a state that nobody foresaw.</summary>
    public static ResourceException UnknownStatus(string status, string result) =>
        new("ResourceUnknownStatus", $"{result} - Unknown status {status} due to \"Unknown\"");

    /// <summary>A signal that needs nothing done.</summary>
    public static ResourceException NoActionRequired(string resource, string reason) => new(NoActionKind, $"The resource {resource} needs no action: {reason}");

    /// <summary>The <see cref="Kind"/> of <see cref="NoActionRequired"/>.</summary>
    public const string NoActionKind = "NoActionRequired";

    /// <summary>The change can't be made on the living resource: it has to be replaced.</summary>
    public static ResourceException ReplacementNeeded(string resource) =>
        new("UpdateReplace", $"The Resource {resource} requires replacement.", FailureNature.NeedsReplacement);
}
