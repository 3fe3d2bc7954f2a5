using Heat.Core.Values;

namespace Heat.Core.Environments;

/// <summary>What a user brings along for a template: values for its parameters, and which types stand for which.</summary>
public sealed record HeatEnvironment
{
    public static HeatEnvironment Empty { get; } = new();

    /// <summary>Values for the parameters of the root template.</summary>
    public MapValue Parameters { get; init; } = MapValue.Empty;

    /// <summary>Values for parameters that are given none, in nested templates too.</summary>
    public MapValue ParameterDefaults { get; init; } = MapValue.Empty;

    public ResourceRegistry Registry { get; init; } = ResourceRegistry.Empty;

    /// <summary>Where else events go, each a map with a <c>type</c>.</summary>
    public ListValue EventSinks { get; init; } = ListValue.Empty;

    /// <summary>The parameters whose values are encrypted in the database.</summary>
    public IReadOnlyList<string> EncryptedParameterNames { get; init; } = [];

    /// <summary>How this environment's parameters are merged with those of others: strategies by parameter name; <c>default</c> is for the rest. Not kept after merging.</summary>
    public MapValue MergeStrategies { get; init; } = MapValue.Empty;

    /// <summary>The environment as the API shows it.</summary>
    /// <param name="hiddenParameters">Parameters whose values are masked.</param>
    public MapValue ToValue(IReadOnlySet<string>? hiddenParameters = null) => MapValue.Of(
        ("parameters", Masked(Parameters, hiddenParameters)),
        ("parameter_defaults", Masked(ParameterDefaults, hiddenParameters)),
        ("resource_registry", Registry.ToValue()),
        ("event_sinks", EventSinks),
        ("encrypted_param_names", ListValue.Create(EncryptedParameterNames.Select(name => (Value)name))));

    /// <summary>The environment of a stack nested in this one's.</summary>
    /// <param name="parameters">The values that the resource which stands for the nested stack hands on.</param>
    /// <param name="resource">The name of that resource; what the registry says about its inside becomes what it says about the nested stack.</param>
    /// <param name="mappedType">The type whose mapping made it a nested stack; inside, the type isn't mapped any more, lest the template contain itself.</param>
    public HeatEnvironment ForNested(MapValue parameters, string resource, string? mappedType = null) => this with
    {
        Parameters = parameters,
        EncryptedParameterNames = [],
        Registry = Registry.ForNested(resource, mappedType),
    };

    private static MapValue Masked(MapValue parameters, IReadOnlySet<string>? hidden) => hidden is null
        ? parameters
        : MapValue.Create(parameters.Select(entry => hidden.Contains(entry.Key) ? KeyValuePair.Create(entry.Key, (Value)Core.Parameters.ParameterSchema.Mask) : entry));
}
