using Heat.Core.Diagnostics;
using Heat.Core.Environments;
using Heat.Core.Parameters;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Templates;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>Looks up the types of a template's resources and works out what depends on what.</summary>
internal sealed class StackDefinitionBuilder(Template template, HeatEnvironment environment, ParameterSet parameters, ResourceTypes types, TemplateFactory templates)
{
    private readonly List<Problem> _problems = [];
    private readonly Dictionary<string, ResourceType> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<TemplateResource, string> _keys = [];
    private readonly TemplateScope _scope = new(template, parameters.Values, UnmadeResources.Unknown);

    public StackDefinition Build(StackIdentity identity, string templateKey, string filesKey, FacadeValues? facade)
    {
        var resources = WithDependencies(Typed());
        return new StackDefinition
        {
            Identity = identity,
            Template = template,
            TemplateKey = templateKey,
            FilesKey = filesKey,
            Environment = environment,
            Parameters = parameters,
            Resources = resources,
            Types = _types,
            Problems = _problems,
            Facade = facade,
        };
    }

    private List<WantedResource> Typed()
    {
        var resources = new List<WantedResource>(template.Resources.Count);
        foreach (var definition in template.Resources.Values.Where(IsEnabled))
        {
            if (TypeOf(definition) is not { } found)
                continue;
            resources.Add(new WantedResource
            {
                Definition = definition,
                Type = found.Type,
                MappedType = found.Match.Name,
                RegistryKey = found.Match.MappedType,
                Requires = new HashSet<string>(),
                RequiredBy = "[]",
                Restrictions = environment.Registry.RestrictedActions(definition.Name),
                NestedTemplateKey = found.Type is TemplateResource nested ? KeyOf(nested) : null,
            });
        }

        return resources;
    }

    private string KeyOf(TemplateResource nested) => _keys.TryGetValue(nested, out var known) ? known : _keys[nested] = ContentKey.Document(nested.Template.ToValue()).Key;

    // What is wrong with a condition is told by the validation of the template; here it only must not stop the look at the rest.
    private bool IsEnabled(ResourceDefinition definition)
    {
        try
        {
            return definition.IsEnabled(_scope);
        }
        catch (EvaluationException)
        {
            return true;
        }
    }

    private (ResourceType Type, RegistryMatch Match)? TypeOf(ResourceDefinition definition)
    {
        if (environment.Registry.Resolve(definition.Type, definition.Name, name => types.TryGet(name, out _)) is not { } match)
        {
            _problems.Add(Unknown(definition));
            return null;
        }

        try
        {
            if (!_types.TryGetValue(match.Name, out var type))
                _types[match.Name] = type = match.IsTemplate ? NestedTemplate(match.Name) : types.Get(match.Name);
            return (type, match);
        }
        catch (ProblemException failure)
        {
            _problems.AddRange(failure.Problems);
            return null;
        }
    }

    private TemplateResource NestedTemplate(string file)
    {
        if (!template.Files.TryGetValue(file, out var text))
            throw new ProblemException(Problem.ValidationFailed, $"Could not fetch remote template \"{file}\": {WhyNotFetched(file)}");
        return new TemplateResource(file, templates.Create(TemplateParser.ParseText(text, file, TemplateLimits.Default), template.Files));
    }

    // Templates come with the request. Nothing is fetched from addresses: whoever may make stacks mustn't be able to send this server anywhere.
    private static string WhyNotFetched(string file) => Uri.TryCreate(file, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? $"Failed to retrieve template from {file}"
        : $"Invalid URL scheme {(address?.IsAbsoluteUri == true ? address.Scheme : "")}";

    private Problem Unknown(ResourceDefinition definition) => new(
        Problem.ValidationFailed,
        $"The Resource Type ({definition.Type}) could not be found.",
        definition.Span,
        definition.TypePath,
        Suggestion.For(definition.Type, types.Names));

    private Dictionary<string, WantedResource> WithDependencies(List<WantedResource> resources)
    {
        var names = resources.Select(resource => resource.Name).ToHashSet(StringComparer.Ordinal);
        var requires = resources.ToDictionary(resource => resource.Name, resource => Mentioned(resource, names), StringComparer.Ordinal);
        AddImplicit(resources, names, requires);
        var requiredBy = requires
            .SelectMany(entry => entry.Value.Select(required => (required, entry.Key)))
            .ToLookup(pair => pair.required, pair => pair.Key, StringComparer.Ordinal);
        return resources.ToDictionary(
            resource => resource.Name,
            resource => resource with
            {
                Requires = requires[resource.Name],
                RequiredBy = ValueJson.Write(ListValue.Create(requiredBy[resource.Name].Select(name => (Value)name))),
            },
            StringComparer.Ordinal);
    }

    private HashSet<string> Mentioned(WantedResource resource, HashSet<string> names)
    {
        try
        {
            return [.. resource.Definition.RequiredResources(_scope).Where(name => names.Contains(name) && name != resource.Name)];
        }
        catch (EvaluationException)
        {
            return [];
        }
    }

    private void AddImplicit(List<WantedResource> resources, HashSet<string> names, Dictionary<string, HashSet<string>> requires)
    {
        var types = resources.Select(resource => resource.Type).Distinct().Where(HasImplicitDependencies).ToHashSet();
        if (types.Count == 0)
            return;
        var outlines = resources.ConvertAll(resource => new ResourceOutline(resource.Name, resource.Type, Outlined(resource), requires[resource.Name]));
        foreach (var outline in outlines.Where(outline => types.Contains(outline.Type)))
            foreach (var required in outline.Type.ImplicitDependencies(outline, outlines).Where(required => required != outline.Name && names.Contains(required)).ToList())
                if (!Reaches(required, outline.Name, requires))
                    requires[outline.Name].Add(required);
    }

    /// <summary>True when one resource already waits for the other: an implicit dependency must never close a circle.</summary>
    private static bool Reaches(string from, string to, Dictionary<string, HashSet<string>> requires)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { from };
        var next = new Stack<string>([from]);
        while (next.TryPop(out var name))
        {
            if (name == to)
                return true;
            foreach (var required in requires[name].Where(seen.Add))
                next.Push(required);
        }

        return false;
    }

    private MapValue Outlined(WantedResource resource)
    {
        try
        {
            return resource.EvaluateProperties(_scope);
        }
        catch (EvaluationException)
        {
            return MapValue.Empty;
        }
    }

    private static bool HasImplicitDependencies(ResourceType type) =>
        type.GetType().GetMethod(nameof(ResourceType.ImplicitDependencies))!.DeclaringType != typeof(ResourceType);
}
