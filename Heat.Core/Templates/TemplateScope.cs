using Heat.Core.Diagnostics;
using Heat.Core.Templates.Expressions;
using Heat.Core.Values;

namespace Heat.Core.Templates;

/// <summary>
/// The scope of one stack: a template, the values of its parameters, and what is known of its resources. Conditions are decided when they are first asked for.
/// May be used by several threads.
/// </summary>
public sealed class TemplateScope : IEvaluationScope
{
    private readonly Template _template;
    private readonly MapValue _parameters;
    private readonly IResourceValues _resources;
    private readonly Lock _deciding = new();
    private readonly Dictionary<string, bool?> _conditions = new(StringComparer.Ordinal);

    /// <param name="parameters">The values of the parameters, pseudo parameters among them.</param>
    /// <param name="resources">What is known of the resources; by default, nothing.</param>
    public TemplateScope(Template template, MapValue parameters, IResourceValues? resources = null)
    {
        _template = template;
        _parameters = parameters;
        _resources = resources ?? UnmadeResources.Unknown;
    }

    public Value Mappings => _template.Mappings;

    public Value Parameter(string name) => _parameters.TryGetValue(name, out var value) ? value : throw Missing(name);

    public Value ResourceReference(string resource) => _resources.Reference(resource);

    public Value Attribute(string resource, string attribute, IReadOnlyList<Value> path) => _resources.Attribute(resource, attribute, path);

    public Value AllAttributes(string resource) => _resources.AllAttributes(resource);

    public bool HasResource(string name) => _template.Resources.TryGetValue(name, out var resource) && resource.IsEnabled(this);

    public bool HasAttribute(string resource, string attribute) => _resources.HasAttribute(resource, attribute);

    public IEnumerable<string> AttributeNames(string resource) => _resources.AttributeNames(resource);

    public IEnumerable<string> ResourceNames => _template.Resources.Keys;

    public string? File(string name) => _template.Files.GetValueOrDefault(name);

    public bool Condition(string name)
    {
        lock (_deciding)
        {
            if (!_template.Conditions.TryGetValue(name, out var definition))
                throw Decision.Invalid(name);
            if (_conditions.TryGetValue(name, out var known))
                return known ?? throw Invalid($"Circular definition for condition \"{name}\"");
            _conditions[name] = null;
            try
            {
                var value = definition.Evaluate(this);
                _conditions[name] = value.AsFlag() ?? throw Invalid($"The definition of condition \"{name}\" is invalid: {ValueText.Plain(value)}");
            }
            finally
            {
                if (_conditions[name] is null)
                    _conditions.Remove(name);
            }

            return _conditions[name]!.Value;
        }
    }

    public Value Facade(string what) => _resources.Facade(what) ?? throw new EvaluationException(
        "AttributeError",
        $"'NoneType' object has no attribute '{(what == "metadata" ? "metadata_get" : "t")}'");

    public Value AvailabilityZones() => ListValue.Create(_resources.AvailabilityZones.Select(zone => (Value)zone));

    private static EvaluationException Invalid(string detail) => new(Problem.ValidationFailed, $"Condition validation error: {detail}");

    private EvaluationException Missing(string name)
    {
        var isDeclared = _template.Parameters.Any(schema => schema.Name == name);
        return new EvaluationException(EvaluationException.MissingParameterKind, $"The Parameter ({name}) was not provided.")
        {
            AwaitsParameter = isDeclared,
            Fix = isDeclared ? null : Suggestion.For(name, _template.Parameters.Select(schema => schema.Name)),
        };
    }
}
