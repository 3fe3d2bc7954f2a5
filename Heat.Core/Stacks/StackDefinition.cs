using Heat.Core.Environments;
using Heat.Core.Parameters;
using Heat.Core.Resources;
using Heat.Core.Templates;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>What a stack is to be: a template together with an environment and files, everything looked up and worked out. Immutable.</summary>
public sealed class StackDefinition
{
    private readonly Lazy<ILookup<string, Reference>> _asked;

    public StackDefinition() => _asked = new(() => AttributeReferences().ToLookup(reference => reference.Resource));

    public required StackIdentity Identity { get; init; }

    public required Template Template { get; init; }

    public required string TemplateKey { get; init; }

    public required string FilesKey { get; init; }

    public required HeatEnvironment Environment { get; init; }

    public required ParameterSet Parameters { get; init; }

    /// <summary>The resources that no condition disables, in the order of the template.</summary>
    public required IReadOnlyDictionary<string, WantedResource> Resources { get; init; }

    /// <summary>The types that its resources have, by name after mapping; templates used as types among them.</summary>
    public required IReadOnlyDictionary<string, ResourceType> Types { get; init; }

    /// <summary>What is wrong with the types of its resources.</summary>
    public required IReadOnlyList<Diagnostics.Problem> Problems { get; init; }

    /// <summary>The resource of the stack above that this one stands for; null for a root stack.</summary>
    public FacadeValues? Facade { get; init; }

    public IReadOnlyDictionary<string, string> Files => Template.Files;

    /// <summary>False when it is certain that a resource will have no such attribute.</summary>
    public bool HasAttribute(string resource, string attribute) =>
        Resources.GetValueOrDefault(resource)?.Type is not { } type || type.Schema.TakesAnything || type.HasAttribute(attribute);

    /// <summary>Where resources and outputs ask for attributes of a resource.</summary>
    public IEnumerable<Reference> AskedOf(string resource) => _asked.Value[resource];

    /// <summary>True when a resource or an output asks for an attribute of a resource by its name.</summary>
    public bool AsksFor(string resource, string attribute) => AskedOf(resource).Any(reference => reference.Attribute == attribute);

    /// <summary>Its resources before any of them is made.</summary>
    public UnmadeResources Unmade => new()
    {
        Has = HasAttribute,
        Names = resource => Resources.GetValueOrDefault(resource)?.Type.AttributeNames ?? [],
        FacadeOf = what => Facade?.Named(what),
    };

    /// <summary>Values as people may see them: what hidden parameters hold is masked.</summary>
    public MapValue Masked(MapValue values) => (MapValue)new HiddenValues(Template.Parameters, Parameters.Values).Mask(values);

    /// <summary>A scope in which this stack's expressions are evaluated.</summary>
    public TemplateScope Scope(IResourceValues? values) => new(Template, Parameters.Values, values);

    private IEnumerable<Reference> AttributeReferences()
    {
        var scope = Scope(Unmade);
        return Resources.Values.SelectMany(asking => Found(() => asking.Definition.References(scope)))
            .Concat(Template.Outputs.Values.SelectMany(output => Found(() => output.Value.References(scope))))
            .Where(reference => reference.IsAttribute);
    }

    // An expression that waits for a parameter is looked at once there is a value.
    private static IReadOnlyList<Reference> Found(Func<IEnumerable<Reference>> find)
    {
        try
        {
            return [.. find()];
        }
        catch (EvaluationException)
        {
            return [];
        }
    }
}
