using System.Text.RegularExpressions;
using Heat.Core.Diagnostics;
using Heat.Core.Engine;
using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Stacks;
using Heat.Core.Stacks.Failures;
using Heat.Core.Templates;
using Heat.Core.Values;
using Heat.Server.Orchestration.Faults;
using Heat.Server.Orchestration.Reading;
using Heat.Server.Orchestration.Views;

namespace Heat.Server.Orchestration;

/// <summary>What can be used in templates, whether a template is right, and what this server is.</summary>
internal sealed class CatalogueRoutes(
    ResourceTypes types, TemplateFactory templates, StackService stacks, StackRequestReader requests, BodyReader bodies, ICloudSessions sessions, ValidationView validation, Nodes nodes) : IApiRoutes
{
    private const string UnavailableTypeCode = "99001";
    private static readonly string[] s_statuses = ["UNKNOWN", "SUPPORTED", "DEPRECATED", "UNSUPPORTED", "HIDDEN"];

    public void Map(ApiRoutes api)
    {
        api.Post("/validate", "stacks:validate_template", ValidateAsync, "show_nested", "ignore_errors");
        api.Get("/resource_types", "stacks:list_resource_types", ListTypesAsync, "support_status", "name", "version", "with_description");
        api.Get("/resource_types/{type}", "stacks:resource_schema", ShowTypeAsync);
        api.Get("/resource_types/{type}/template", "stacks:generate_template", TypeTemplateAsync, "template_type");
        api.Get("/template_versions", "stacks:list_template_versions", ListVersionsAsync);
        api.Get("/template_versions/{version}/functions", "stacks:list_template_functions", ListFunctionsAsync, "with_condition_func");
        api.Get("/build_info", "build_info:build_info", BuildInfoAsync);
        api.Get("/services", "service:index", ServicesAsync);
    }

    private async Task ValidateAsync(ApiRequest request)
    {
        var showNested = request.Query.Flag("show_nested");
        var ignored = IgnoredProblems(request.Query.Words("ignore_errors"));
        var body = await bodies.ReadAsync(request.Http);
        try
        {
            var (definition, warnings) = await stacks.ValidateAsync(request.Caller, requests.Read(body, needsTemplate: true), ignored, request.Cancellation);
            var shown = await validation.ShownAsync(definition, showNested, sessions.ForRequest(request.Caller), request.Cancellation);
            await request.AnswerAsync(warnings.Count > 0 ? shown.With("Warnings", Lines(warnings)) : shown);
        }
        catch (ProblemException problem)
        {
            // Here the reference words its complaints directly; elsewhere they come through a second hand.
            throw new RequestException(problem.Kind == Problem.ValidationFailed ? "HTTPBadRequest" : problem.Kind, ProblemText.Of(problem.Problems, first => first.Message));
        }
    }

    private static ListValue Lines(IReadOnlyList<Problem> problems) => ListValue.Create(problems.Select(problem => (Value)problem.ToString()).Distinct());

    private static HashSet<string> IgnoredProblems(IReadOnlyList<string> codes)
    {
        var unknown = codes.Where(code => code != UnavailableTypeCode).ToList();
        if (unknown.Count > 0)
            throw ApiException.BadRequest($"Invalid codes in ignore_errors : [{string.Join(", ", unknown.Select(code => $"'{code}'"))}]");
        return codes.Count > 0 ? ["ResourceTypeUnavailable"] : [];
    }

    private async Task ListTypesAsync(ApiRequest request)
    {
        var withDescription = request.Query.Flag("with_description");
        var status = request.Query["support_status"].FirstOrDefault();
        if (status is not null && !s_statuses.Contains(status))
            throw new RequestException("Invalid", $"Data supplied was not valid: Invalid support status and should be one of ({string.Join(", ", s_statuses.Select(known => $"'{known}'"))})");
        var name = request.Query["name"].FirstOrDefault();
        var version = request.Query["version"].FirstOrDefault();
        var cloud = sessions.ForRequest(request.Caller);
        var listed = new List<Value>();
        foreach (var schema in types.All.Select(type => type.Schema).OrderBy(schema => schema.Type, StringComparer.Ordinal))
            if (request.Policies.AllowsType(schema.Type, request.Caller) && Matches(schema, status, name, version) && (schema.Service is not { } service || await cloud.HasServiceAsync(service, request.Cancellation)))
                listed.Add(withDescription ? MapValue.Of(("resource_type", schema.Type), ("description", schema.Description)) : schema.Type);
        await request.AnswerAsync(MapValue.Of(("resource_types", ListValue.Create(listed))));
    }

    private static bool Matches(ResourceSchema schema, string? status, string? name, string? version) =>
        !schema.Support.IsHidden
        && (status is null || schema.Support.Status == status)
        && (version is null || schema.Support.Version == version)
        && (name is null || MatchesName(schema.Type, name));

    private static bool MatchesName(string type, string pattern)
    {
        try
        {
            return Regex.IsMatch(type, $@"\A(?:{pattern})", RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100));
        }
        catch (Exception failure) when (failure is RegexParseException or RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private ResourceSchema SchemaOf(ApiRequest request)
    {
        var name = request.Route("type");
        if (!types.TryGet(name, out var type))
            throw new EntityNotFoundException("Resource Type", name);
        if (type.Schema.Support.IsHidden)
            throw new UnsupportedException(name);
        return request.Policies.AllowsType(type.Schema.Type, request.Caller) ? type.Schema : throw new ForbiddenException(name);
    }

    private Task ShowTypeAsync(ApiRequest request) => request.AnswerAsync(TypeView.Shown(SchemaOf(request)));

    private Task TypeTemplateAsync(ApiRequest request)
    {
        var dialect = request.Query["template_type"].FirstOrDefault() ?? "cfn";
        var schema = SchemaOf(request);
        return dialect is "hot" or "cfn"
            ? request.AnswerAsync(TypeTemplateView.Shown(schema, types.Get(schema.Type).Title, dialect))
            : throw ApiException.BadRequest($"Template type is not supported: {dialect}");
    }

    private Task ListVersionsAsync(ApiRequest request) => request.AnswerAsync(MapValue.Of(("template_versions", ListValue.Create(templates.Versions.Select(version => (Value)MapValue.Of(
        ("version", version.FullName),
        ("type", version.Dialect),
        ("aliases", version.Alias is { } alias ? ListValue.Of($"{version.Key}.{alias}") : ListValue.Empty)))))));

    private Task ListFunctionsAsync(ApiRequest request)
    {
        var name = request.Route("version");
        var withConditions = request.Query.Flag("with_condition_func");
        var functions = templates.Functions(name, withConditions) ?? throw new RequestException("NotFound", $"Template with version {name} not found");
        return request.AnswerAsync(MapValue.Of(("template_functions", ListValue.Create(functions.Select(function => (Value)MapValue.Of(
            ("functions", function.Name),
            ("description", function.Description)))))));
    }

    private Task BuildInfoAsync(ApiRequest request) => request.AnswerAsync(MapValue.Of(
        ("api", MapValue.Of(("revision", "unknown"))),
        ("engine", MapValue.Of(("revision", "unknown")))));

    private async Task ServicesAsync(ApiRequest request)
    {
        var known = await nodes.ListAsync(request.Cancellation);
        await request.AnswerAsync(MapValue.Of(("services", ListValue.Create(known.Select(node => (Value)NodeView.Shown(node, nodes.IsUp(node)))))));
    }
}
