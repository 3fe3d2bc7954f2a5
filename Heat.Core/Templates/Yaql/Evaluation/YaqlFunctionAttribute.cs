namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>Says that queries can call this as a function, and by which name. What carries it is found by reflection.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class YaqlFunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>Says that queries can call this as a method of its first argument, and by which name.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class YaqlMethodAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
