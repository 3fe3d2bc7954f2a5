namespace Heat.Core.Environments;

/// <summary>What happens when two environment files give the same parameter a value.</summary>
public enum MergeStrategy
{
    /// <summary>The later one counts.</summary>
    Overwrite,

    /// <summary>Texts and lists are joined, numbers added, maps laid over each other.</summary>
    Merge,

    /// <summary>As <see cref="Merge"/>, and so on inside maps.</summary>
    DeepMerge,
}
