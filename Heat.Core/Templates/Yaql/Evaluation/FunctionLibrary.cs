using System.Collections.Frozen;
using System.Reflection;

namespace Heat.Core.Templates.Yaql.Evaluation;

/// <summary>All functions and methods of the language.</summary>
internal static class FunctionLibrary
{
    private static readonly MethodInfo[] s_methods =
        [.. typeof(FunctionLibrary).Assembly.GetTypes().Where(type => type.Namespace == typeof(Library.Strings).Namespace)
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))];

    private static readonly FrozenDictionary<string, OverloadSet> s_functions = ByName<YaqlFunctionAttribute>(attribute => attribute.Name);
    private static readonly FrozenDictionary<string, OverloadSet> s_callableOnValues = ByName<YaqlMethodAttribute>(attribute => attribute.Name);

    public static IEnumerable<string> Names => s_functions.Keys.Concat(s_callableOnValues.Keys).Distinct();

    public static OverloadSet? Function(string name) => s_functions.GetValueOrDefault(name);

    public static OverloadSet? Method(string name) => s_callableOnValues.GetValueOrDefault(name);

    private static FrozenDictionary<string, OverloadSet> ByName<TAttribute>(Func<TAttribute, string> name)
        where TAttribute : Attribute =>
        (from method in s_methods
         from attribute in method.GetCustomAttributes<TAttribute>()
         group new Overload(method) by name(attribute))
        .ToFrozenDictionary(group => group.Key, group => new OverloadSet(group), StringComparer.Ordinal);
}
