using Heat.Core.Constraints;
using Heat.Core.Diagnostics;
using Heat.Core.Engine;
using Heat.Core.Environments;
using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Stacks;
using Heat.Core.Templates;
using Heat.Core.Values;
using Heat.Resources;
using Microsoft.Extensions.DependencyInjection;

namespace Heat.Tests.Templates;

/// <summary>Validation as the server does it for <c>/validate</c>, with all resource types and without a cloud.</summary>
internal sealed class OfflineValidation : IDisposable
{
    private static readonly StackIdentity s_identity = new("stack", null, "project");

    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddResourceTypes().BuildServiceProvider();
    private readonly SecretBox _secrets = new(new byte[32]);
    private readonly TemplateFactory _templates = new();
    private readonly StackDefinitions _definitions;
    private readonly StackValidation _validation;

    public OfflineValidation()
    {
        var types = _services.GetRequiredService<ResourceTypes>();
        _definitions = new StackDefinitions(_templates, types, _secrets);
        _validation = new StackValidation(_definitions, new CustomConstraintChecks(_services.GetServices<ICustomConstraintCheck>()), new LimitOptions());
    }

    /// <summary>The definition that a template alone gives.</summary>
    public StackDefinition Define(string text, IReadOnlyDictionary<string, string>? files = null, TemplateLimits? limits = null)
    {
        var root = TemplateParser.ParseText(text, TemplateParser.RootStack, limits ?? TemplateLimits.Default);
        return _definitions.Define(_templates.Create(root, files ?? new Dictionary<string, string>()), HeatEnvironment.Empty, s_identity, requiresValues: false);
    }

    /// <summary>What is wrong with a template.</summary>
    public async Task<IReadOnlyList<Problem>> ProblemsAsync(string text, IReadOnlyDictionary<string, string>? files = null, TemplateLimits? limits = null)
    {
        try
        {
            return await _validation.ValidateAsync(Define(text, files, limits), new NoCloud(), CancellationToken.None);
        }
        catch (ProblemException exception)
        {
            return exception.Problems;
        }
    }

    /// <summary>The properties of all resources, evaluated as far as they can be before anything is made.</summary>
    public static MapValue Properties(StackDefinition definition) =>
        MapValue.Create(definition.Resources.Values.Select(resource => KeyValuePair.Create(resource.Name, (Value)resource.EvaluateProperties(definition.Scope(definition.Unmade)))));

    public void Dispose()
    {
        _services.Dispose();
        _secrets.Dispose();
    }
}
