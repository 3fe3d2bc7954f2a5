using Heat.Core.Diagnostics;
using Heat.Core.Parameters;
using Heat.Core.Templates;
using Heat.Core.Values;

namespace Heat.Core.Environments;

/// <summary>
/// Merges environment files into one environment, in their order. Parameters with the same name follow their merge strategy; of other sections the later entry counts.
/// Parameters given beside the files are where merging starts, so that a file overrides them, as in the reference.
/// </summary>
public static class EnvironmentMerger
{
    // Joined values grow with every file, so that naming one file over and over could ask for any amount of memory.
    private const int MostFiles = 100;

    /// <param name="start">What was given beside the files.</param>
    /// <param name="names">The files, in order.</param>
    /// <param name="files">The content of all files by name.</param>
    /// <param name="schemas">The parameters of the template and of those nested in it.</param>
    /// <exception cref="ProblemException">A file isn't there or isn't an environment, or values can't be merged as asked.</exception>
    public static HeatEnvironment Merge(
        HeatEnvironment start,
        IReadOnlyList<string> names,
        IReadOnlyDictionary<string, string> files,
        IEnumerable<ParameterSchema> schemas,
        TemplateLimits limits)
    {
        if (names.Count > MostFiles)
            throw new ProblemException("RequestLimitExceeded", $"Request limit exceeded: Number of environment files ({names.Count}) exceeds maximum allowed number ({MostFiles}).");
        var known = schemas.GroupBy(schema => schema.Name).ToDictionary(group => group.Key, group => group.Last());
        var strategies = new Dictionary<string, MergeStrategy>();
        return names.Aggregate(start, (merged, name) => Merged(merged, Parsed(name, files, limits), name, known, strategies));
    }

    private static HeatEnvironment Parsed(string name, IReadOnlyDictionary<string, string> files, TemplateLimits limits) => files.TryGetValue(name, out var text)
        ? EnvironmentParser.ParseText(text, name, limits)
        : throw new ProblemException("KeyError", $"The environment file \"{name}\" is not among the files.");

    private static HeatEnvironment Merged(
        HeatEnvironment old, HeatEnvironment next, string file, Dictionary<string, ParameterSchema> schemas, Dictionary<string, MergeStrategy> strategies) => old with
    {
        Parameters = Parameters(old.Parameters, next.Parameters, next.MergeStrategies, file, schemas, strategies),
        ParameterDefaults = Parameters(old.ParameterDefaults, next.ParameterDefaults, next.MergeStrategies, file, schemas, strategies),
        Registry = old.Registry.With(next.Registry),
        EventSinks = [.. old.EventSinks, .. next.EventSinks],
        EncryptedParameterNames = [.. old.EncryptedParameterNames.Union(next.EncryptedParameterNames)],
    };

    private static MapValue Parameters(
        MapValue old, MapValue next, MapValue fileStrategies, string file, Dictionary<string, ParameterSchema> schemas, Dictionary<string, MergeStrategy> strategies)
    {
        List<KeyValuePair<string, Value>> merged = [];
        foreach (var (name, value) in next.Where(entry => !entry.Value.IsNull && schemas.ContainsKey(entry.Key)))
        {
            var strategy = Strategy(fileStrategies, name, strategies);
            if (!strategies.TryAdd(name, strategy) && strategies[name] != strategy)
                throw new ProblemException("ConflictingMergeStrategyForParam", $"Conflicting merge strategy '{Word(strategy)}' for parameter '{name}' in file '{file}'.");
            if (old.Count > 0)
                merged.Add(KeyValuePair.Create(name, ParameterMerge.Merged(old.Get(name), value, schemas[name], strategy)));
        }

        // Without anything to merge with, parameters that no template has are kept, to be refused later.
        return old.Count == 0 ? next : old.With(merged);
    }

    private static MergeStrategy Strategy(MapValue inFile, string name, Dictionary<string, MergeStrategy> earlier)
    {
        var general = Parsed(inFile.Get("default")) ?? MergeStrategy.Overwrite;
        if (inFile.Count == 0)
            return earlier.GetValueOrDefault(name, MergeStrategy.Overwrite);
        return inFile.ContainsKey(name) ? Parsed(inFile.Get(name)) ?? general : earlier.GetValueOrDefault(name, general);
    }

    private static MergeStrategy? Parsed(Value word) => word.AsText() switch
    {
        "overwrite" => MergeStrategy.Overwrite,
        "merge" => MergeStrategy.Merge,
        "deep_merge" => MergeStrategy.DeepMerge,
        _ => null,
    };

    private static string Word(MergeStrategy strategy) => strategy switch
    {
        MergeStrategy.Merge => "merge",
        MergeStrategy.DeepMerge => "deep_merge",
        _ => "overwrite",
    };
}
