using Heat.Core.Constraints;
using Heat.Core.Diagnostics;
using Heat.Core.Environments;
using Heat.Core.Parameters;
using Heat.Core.Resources;
using Heat.Core.Resources.Nested;
using Heat.Core.Stacks;
using Heat.Core.Templates;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Server.Cli;

/// <summary>Looks a template on disk over, with everything that it uses: files, nested templates, resource types.</summary>
internal sealed class TemplateCheck(ResourceTypes types, CustomConstraintChecks constraints, TemplateFolder folder)
{
    private const int DeepestNesting = 5;

    private static readonly TemplateFactory s_factory = new();
    private static readonly StackIdentity s_stack = new("stack", null, "");
    private static readonly NoCloud s_cloud = new();

    public async Task<IReadOnlyList<Problem>> ProblemsAsync(string path, HeatEnvironment environment, CancellationToken cancellation) =>
        [.. (await CheckAsync(path, Path.GetFileName(path), environment, depth: 0, cancellation)).Problems.Distinct()];

    private async Task<Outcome> CheckAsync(string path, string name, HeatEnvironment environment, int depth, CancellationToken cancellation)
    {
        List<Problem> problems = [];
        var template = Load(path, name, problems);
        var values = ParameterSet.Resolve(template, depth == 0 ? environment.Parameters : MapValue.Empty, environment.ParameterDefaults, s_stack.PseudoParameters(template), requiresValues: false);
        problems.AddRange(values.Problems.Where(problem => problem.Kind != "InvalidSchemaError"));
        problems.AddRange(await constraints.ProblemsAsync(values, s_cloud, cancellation));
        var faces = new Dictionary<string, ResourceFace?>();
        foreach (var resource in template.Resources.Values)
            faces[resource.Name] = await FaceAsync(resource, Path.GetDirectoryName(path)!, environment, depth, problems, cancellation);
        var scope = new TemplateScope(template, values.Values, Unmade(faces));
        problems.AddRange(template.Validate(scope, environment.ParameterDefaults));
        foreach (var resource in template.Resources.Values)
            problems.AddRange(await CheckAsync(resource, faces[resource.Name], scope, cancellation));
        problems.AddRange(template.Outputs.Values.Where(output => !problems.Exists(told => told.Path.StartsWith(output.Value.Path, StringComparison.Ordinal))).SelectMany(output => CheckOutput(output, scope)).ToList());
        problems.AddRange(new MisspeltFunctions(s_factory, template.Version).In(template.Root));
        return new Outcome(template, problems);
    }

    private static UnmadeResources Unmade(Dictionary<string, ResourceFace?> faces) => new()
    {
        Has = (resource, attribute) => faces.GetValueOrDefault(resource) is not { } face || face.HasAttribute(attribute),
        Names = resource => faces.GetValueOrDefault(resource)?.Type.AttributeNames ?? [],
        // The template may be meant for nesting, where there is something to be had.
        FacadeOf = _ => Value.Null,
    };

    private Template Load(string path, string name, List<Problem> problems)
    {
        var root = TemplateParser.ParseText(folder.Read(path, name), folder.Shown(path), TemplateLimits.Default);
        var files = new Dictionary<string, string>();
        foreach (var use in FileUses(root))
        {
            var file = use.Value.AsText()!;
            try
            {
                files[file] = folder.Read(TemplateFolder.Locate(file, Path.GetDirectoryName(path)!), file);
            }
            catch (ProblemException exception)
            {
                problems.Add(exception.Problems[0] with { Span = use.Span });
            }
        }

        return s_factory.Create(root, files);
    }

    private static IEnumerable<ScalarNode> FileUses(Node node) => node switch
    {
        MappingNode { Entries: [{ Key: "get_file", Value: ScalarNode { Value: TextValue } file }] } => [file],
        MappingNode map => map.Entries.SelectMany(entry => FileUses(entry.Value)),
        SequenceNode list => list.Items.SelectMany(FileUses),
        _ => [],
    };

    /// <summary>What a resource's type takes and tells; a null reference when that isn't known, for a reason that is among the problems.</summary>
    private async Task<ResourceFace?> FaceAsync(ResourceDefinition resource, string directory, HeatEnvironment environment, int depth, List<Problem> problems, CancellationToken cancellation)
    {
        var match = environment.Registry.Resolve(resource.Type, resource.Name, type => types.TryGet(type, out _));
        if (match is null)
        {
            problems.Add(new Problem(
                Problem.ValidationFailed, $"The Resource Type ({resource.Type}) could not be found.", resource.Span, resource.TypePath, Suggestion.For(resource.Type, types.Names)));
            return null;
        }

        if (match.IsTemplate)
            return await NestedFaceAsync(resource, match, directory, environment, depth, problems, cancellation);
        var type = types.Get(match.Name);
        return new ResourceFace(type, type.HasAttribute);
    }

    private async Task<ResourceFace?> NestedFaceAsync(
        ResourceDefinition resource, RegistryMatch match, string directory, HeatEnvironment environment, int depth, List<Problem> problems, CancellationToken cancellation)
    {
        try
        {
            if (depth >= DeepestNesting)
                throw new ProblemException("RequestLimitExceeded", $"Request limit exceeded: Recursion depth exceeds {DeepestNesting}.");
            var path = match.MappedType == match.Name ? TemplateFolder.Locate(match.Name, directory) : folder.Located(match.Name);
            var nested = await CheckAsync(path, match.Name, environment.ForNested(MapValue.Empty, resource.Name, match.MappedType), depth + 1, cancellation);
            problems.AddRange(nested.Problems);
            return new ResourceFace(
                new TemplateResource(match.Name, nested.Template),
                attribute => nested.Template.Outputs.ContainsKey(attribute) || attribute == "show" || attribute.StartsWith("resource.", StringComparison.Ordinal));
        }
        catch (ProblemException exception)
        {
            problems.AddRange(exception.Problems.Select(problem => problem.Span.Line > 0 ? problem : problem with { Span = resource.Span }));
            return null;
        }
    }

    private async Task<IEnumerable<Problem>> CheckAsync(ResourceDefinition resource, ResourceFace? face, TemplateScope scope, CancellationToken cancellation)
    {
        if (face is null || face.Type.Schema.TakesAnything || resource.ExternalId is not null || !IsEnabled(resource, scope))
            return [];
        var properties = await PropertyResolver.ResolveAsync(face.Type, resource, scope, _ => false, s_cloud, cancellation);
        List<Problem> problems = [.. properties.Problems, .. await constraints.ProblemsAsync(properties, s_cloud, cancellation)];
        if (problems.Count == 0)
            problems.AddRange((await RulesAsync(face.Type, properties, cancellation)).Select(message => new Problem(Problem.ValidationFailed, message, resource.Span, resource.Path)));
        problems.AddRange(PropertyResolver.Resolve(face.Type.Schema.UpdatePolicy, resource.UpdatePolicy, scope, _ => false, resource.UpdatePolicyPath, requiresParameters: false).Problems);
        return problems.Select(problem => problem.Span.Line > 0 ? problem : problem with { Span = resource.Span });
    }

    /// <summary>What a type says beyond its schema.</summary>
    private static async Task<IReadOnlyList<string>> RulesAsync(ResourceType type, PropertyResolution properties, CancellationToken cancellation)
    {
        try
        {
            return await type.ValidateAsync(properties.Values, properties.Unknown, s_cloud, cancellation);
        }
        catch (ResourceException)
        {
            // Only a cloud could tell.
            return [];
        }
    }

    private static bool IsEnabled(ResourceDefinition resource, TemplateScope scope)
    {
        try
        {
            return scope.HasResource(resource.Name);
        }
        catch (EvaluationException)
        {
            // The condition is at fault, which the template's own validation tells.
            return false;
        }
    }

    /// <summary>A server finds these only when the stack is there.</summary>
    private static IEnumerable<Problem> CheckOutput(OutputDefinition output, TemplateScope scope)
    {
        try
        {
            if (output.IsEnabled(scope))
                output.Value.Evaluate(scope);
            return [];
        }
        catch (EvaluationException exception)
        {
            var isCertain = exception.Kind is EvaluationException.MissingParameterKind or EvaluationException.ReferenceKind && !exception.AwaitsParameter;
            return isCertain ? [new Problem(exception.Kind, exception.Message, output.Value.Span, output.Value.Path, exception.Fix)] : [];
        }
    }

    private sealed record Outcome(Template Template, IReadOnlyList<Problem> Problems);

    /// <param name="HasAttribute">Whether it certainly has, or may have, an attribute.</param>
    private sealed record ResourceFace(ResourceType Type, Func<string, bool> HasAttribute);
}
