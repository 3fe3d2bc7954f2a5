using System.Text.RegularExpressions;
using Heat.Core.Diagnostics;
using Heat.Core.Engine;
using Heat.Core.Environments;
using Heat.Core.Parameters;
using Heat.Core.Security;
using Heat.Core.Security.Policies;
using Heat.Core.Stacks.Failures;
using Heat.Core.Storage;
using Heat.Core.Templates;
using Heat.Core.Values;
using Microsoft.EntityFrameworkCore;

namespace Heat.Core.Stacks;

/// <summary>
/// The use cases: what a client may ask of stacks. Each change is checked, then written with its operation in one transaction; when a method returns, the request is durable and somebody was told to carry it out.
/// </summary>
public sealed partial class StackService
{
    private readonly StackDefinitions _definitions;
    private readonly StackValidation _validation;
    private readonly StackReader _reader;
    private readonly ICloudSessions _sessions;
    private readonly DatabaseWriter _writer;
    private readonly OperationSubmission _operations;
    private readonly StackSnapshots _snapshots;
    private readonly SecretBox _secrets;
    private readonly LimitOptions _limits;
    private readonly TimeProvider _time;
    private readonly IPolicies _policies;

    internal StackService(
        StackDefinitions definitions,
        StackValidation validation,
        StackReader reader,
        ICloudSessions sessions,
        DatabaseWriter writer,
        OperationSubmission operations,
        StackSnapshots snapshots,
        SecretBox secrets,
        LimitOptions limits,
        TimeProvider time,
        IPolicies policies)
    {
        _definitions = definitions;
        _validation = validation;
        _reader = reader;
        _sessions = sessions;
        _writer = writer;
        _operations = operations;
        _snapshots = snapshots;
        _secrets = secrets;
        _limits = limits;
        _time = time;
        _policies = policies;
    }

    /// <summary>Checks a template without making anything of it.</summary>
    /// <returns>What the template says, and what would keep a stack from being made of it as things are now.</returns>
    /// <exception cref="ProblemException">The template is wrong whatever its values are.</exception>
    public async Task<(StackDefinition Definition, IReadOnlyList<Problem> Warnings)> ValidateAsync(RequestContext context, StackRequest request, IReadOnlySet<string> ignoredProblems, CancellationToken cancellation)
    {
        var definition = Define(request, new StackIdentity(request.Name.Length > 0 ? request.Name : "dummy", null, context.ProjectId), requiresValues: false);
        var problems = await _validation.ValidateAsync(definition, _sessions.ForRequest(context), cancellation);
        List<Problem> counted = [.. problems.Where(problem => !ignoredProblems.Contains(problem.Kind))];
        return counted.TrueForAll(problem => problem.IsAboutValue)
            ? (definition, counted)
            : throw new ProblemException([.. counted.OrderBy(problem => problem.IsAboutValue)]);
    }

    private Task EnsureAsync(RequestContext context, StackDefinition definition, CancellationToken cancellation) =>
        _validation.EnsureAsync(definition, type => _policies.Current.AllowsType(type, context), _sessions.ForRequest(context), cancellation);

    private StackDefinition Define(StackRequest request, StackIdentity identity, bool requiresValues = true)
    {
        var root = request.Template ?? throw new RequestException("HTTPBadRequest", "No template specified");
        var (template, _, _) = _definitions.Template(root, root.ToValue(), request.Files);
        var environment = WithFiles(request, template);
        var definition = _definitions.Define(template, environment, identity, requiresValues: requiresValues);
        return definition;
    }

    private HeatEnvironment WithFiles(StackRequest request, Template template)
    {
        if (request.EnvironmentFiles.Count == 0)
            return request.Environment;
        var start = HeatEnvironment.Empty with { Parameters = request.RequestParameters };
        return EnvironmentMerger.Merge(start, request.EnvironmentFiles, request.Files, _definitions.AllParameters(template), Limits);
    }

    private TemplateLimits Limits => TemplateLimits.Default with { MaximumBytes = _limits.MaxTemplateSize };

    private static void CheckName(string name)
    {
        if (!StackName().IsMatch(name))
            throw new ProblemException(
                Problem.ValidationFailed,
                $"Invalid stack name {name} must contain only alphanumeric or \"_-.\" characters, must start with alpha and must be 255 characters or less.");
    }

    private void CheckSize(StackDefinition definition)
    {
        if (_limits.MaxResourcesPerStack >= 0 && definition.Resources.Count > _limits.MaxResourcesPerStack)
            throw new LimitExceededException("Request limit exceeded: Maximum resources per stack exceeded.");
    }

    [GeneratedRegex(@"\A[a-zA-Z][a-zA-Z0-9_.-]{0,254}\z")]
    private static partial Regex StackName();
}
