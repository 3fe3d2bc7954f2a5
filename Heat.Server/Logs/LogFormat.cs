namespace Heat.Server.Logs;

/// <summary>How log lines look.</summary>
public enum LogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs: an object a line.</summary>
    Json,
}
