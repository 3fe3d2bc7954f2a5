using Heat.Core.Diagnostics;
using Heat.Core.Parameters;
using Heat.Core.Templates.Cfn.Functions;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates;

/// <summary>
/// A description of a stack: what is asked of the user, what is to be there, and what is told about it. Immutable, and the same for every stack made of it;
/// what differs from stack to stack comes from the scope that expressions are evaluated in.
/// </summary>
public sealed class Template
{
    private readonly Lazy<Value> _value;
    private readonly Lazy<bool> _asksForAvailabilityZones;

    internal Template(Node root, TemplateLanguage language)
    {
        Root = root;
        Language = language;
        _value = new Lazy<Value>(root.ToValue);
        _asksForAvailabilityZones = new Lazy<bool>(() => Mentions(root, GetAvailabilityZones.FunctionName));
    }

    public TemplateVersion Version => Language.Version;

    /// <summary>What it may ask about its own stack, by the names that its language has for that.</summary>
    public IReadOnlyDictionary<string, PseudoParameter> PseudoParameters => Language.PseudoParameters;

    /// <summary>The author's description; null when there is none.</summary>
    public string? Description { get; init; }

    public IReadOnlyList<ParameterSchema> Parameters { get; init; } = [];

    public IReadOnlyList<ParameterGroup> ParameterGroups { get; init; } = [];

    /// <summary>The tables that <c>Fn::FindInMap</c> looks things up in: two levels of maps.</summary>
    public Value Mappings { get; init; } = MapValue.Empty;

    /// <summary>The conditions by name.</summary>
    public required IReadOnlyDictionary<string, Expression> Conditions { get; init; }

    /// <summary>The resources by name, those among them that a condition disables too.</summary>
    public required IReadOnlyDictionary<string, ResourceDefinition> Resources { get; init; }

    public required IReadOnlyDictionary<string, OutputDefinition> Outputs { get; init; }

    /// <summary>The files that came with the template, by the names that it uses for them.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>The document that the template was read from.</summary>
    public Node Root { get; }

    /// <summary>Its values may hang on the availability zones of the cloud, so that the cloud has to be asked for them first.</summary>
    internal bool AsksForAvailabilityZones => _asksForAvailabilityZones.Value;

    internal TemplateLanguage Language { get; }

    internal TemplateFaults Faults { get; init; } = new();

    /// <summary>The template as the API shows it: as it was written.</summary>
    public Value ToValue() => _value.Value;

    /// <summary>Everything that is wrong with the template itself, the reference's first complaint first. Property values aren't looked at.</summary>
    /// <param name="scope">The scope decides conditions and knows the attributes of resources; parameters that have no value yet are no problem here.</param>
    /// <param name="parameterDefaults">What the environment gives instead of the template's own defaults.</param>
    public IReadOnlyList<Problem> Validate(IEvaluationScope scope, MapValue? parameterDefaults = null) => new TemplateValidation(this, scope, parameterDefaults ?? MapValue.Empty).Problems();

    private static bool Mentions(Node node, string key) => node switch
    {
        MappingNode map => map.Entries.Any(entry => entry.Key == key || Mentions(entry.Value, key)),
        SequenceNode list => list.Items.Any(item => Mentions(item, key)),
        _ => false,
    };
}
