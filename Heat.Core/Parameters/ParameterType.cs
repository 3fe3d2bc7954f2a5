namespace Heat.Core.Parameters;

/// <summary>What a parameter holds.</summary>
public enum ParameterType
{
    Text,
    Number,

    /// <summary>A list of texts, which may be given as one text with commas.</summary>
    List,

    /// <summary>A map or list, which may be given as JSON text.</summary>
    Json,
    Flag,
}
