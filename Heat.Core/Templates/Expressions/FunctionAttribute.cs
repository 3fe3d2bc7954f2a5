namespace Heat.Core.Templates.Expressions;

/// <summary>Says under which name, and in which versions of which dialect, a function is called. The classes that carry it are found by reflection.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
internal sealed class FunctionAttribute(string dialect, string name, string since) : Attribute
{
    public string Dialect { get; } = dialect;

    public string Name { get; } = name;

    /// <summary>The date of the first version that has it.</summary>
    public string Since { get; } = since;

    /// <summary>The date of the first version that no longer has it.</summary>
    public string Until { get; init; } = "9999";

    /// <summary>It stands for a condition; otherwise for a value.</summary>
    public bool InConditions { get; init; }

    /// <summary>What the API tells about it.</summary>
    public string Description { get; init; } = "";
}
