namespace Heat.Core.Resources;

/// <summary>What a failure means for the engine.</summary>
public enum FailureNature
{
    /// <summary>The action failed.</summary>
    Final,

    /// <summary>The object isn't there. For a deletion that is success.</summary>
    NotFound,

    /// <summary>The service refuses at the moment, because something else uses or changes the object: worth trying again.</summary>
    Conflict,

    /// <summary>The object reached an error state of its own: worth deleting and creating again.</summary>
    InError,

    /// <summary>The service can't be reached or is overloaded: the same call may go through later.</summary>
    Unavailable,

    /// <summary>The update can't be made in place.</summary>
    NeedsReplacement,
}
