using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Heat.Core.Templates.Expressions;

/// <summary>The functions that may be called in one place of one version of a dialect.</summary>
internal sealed class FunctionSet
{
    private static readonly FunctionEntry[] s_all =
    [
        .. from type in typeof(Function).Assembly.GetTypes()
           from attribute in type.GetCustomAttributes<FunctionAttribute>()
           select new FunctionEntry(attribute, type),
    ];

    private readonly Dictionary<string, FunctionEntry> _functions;

    private FunctionSet(IEnumerable<FunctionEntry> functions) => _functions = functions.ToDictionary(function => function.Name, StringComparer.Ordinal);

    public IEnumerable<FunctionEntry> All => _functions.Values;

    /// <summary>The functions that give values.</summary>
    public static FunctionSet ForValues(TemplateVersion version) => new(s_all.Where(function => !function.InConditions && function.IsIn(version)));

    /// <summary>The functions that give conditions.</summary>
    public static FunctionSet ForConditions(TemplateVersion version) => new(s_all.Where(function => function.InConditions && function.IsIn(version)));

    /// <summary>This set, in which every function that only the other has is known and refused.</summary>
    public FunctionSet Refusing(FunctionSet other) =>
        new([.. All, .. other.All.Where(function => !_functions.ContainsKey(function.Name)).Select(function => new FunctionEntry(new FunctionAttribute("", function.Name, ""), typeof(OutOfPlace)))]);

    public bool TryGet(string name, [NotNullWhen(true)] out FunctionEntry? function) => _functions.TryGetValue(name, out function);
}
