namespace Heat.Resources.Clients;

/// <summary>What became of one thing that was to be set up.</summary>
public enum SetupOutcome
{
    /// <summary>It was there already.</summary>
    Present,

    /// <summary>It was made.</summary>
    Made,

    /// <summary>It was there, and was changed.</summary>
    Changed,
}
