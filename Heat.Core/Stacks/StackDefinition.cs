using Heat.Core.Environments;
using Heat.Core.Parameters;
using Heat.Core.Resources;
using Heat.Core.Templates;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>What a stack is to be: a template together with an environment and files, everything looked up and worked out. Immutable.</summary>
public sealed class StackDefinition
{
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
}
