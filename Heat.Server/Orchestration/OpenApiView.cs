using Heat.Core.Values;

namespace Heat.Server.Orchestration;

/// <summary>The API's description of itself for programs that read OpenAPI, made from the very table by which requests are routed.</summary>
internal static class OpenApiView
{
    private static readonly MapValue s_text = MapValue.Of(("type", "string"));

    public static MapValue Shown(IReadOnlyList<RouteDescription> routes) => MapValue.Of(
        ("openapi", "3.1.0"),
        ("info", MapValue.Of(("title", "Orchestration"), ("version", "v1"), ("description", "Launches and looks after cloud applications described in templates."))),
        ("security", ListValue.Of(MapValue.Of(("token", ListValue.Empty)))),
        ("paths", MapValue.Create(routes.GroupBy(route => route.FullPath).Select(path => KeyValuePair.Create(path.Key, (Value)MapValue.Create(
            path.Select(route => KeyValuePair.Create(route.Method.ToLowerInvariant(), (Value)Operation(route)))))))),
        ("components", MapValue.Of(
            ("securitySchemes", MapValue.Of(("token", MapValue.Of(("type", "apiKey"), ("in", "header"), ("name", "X-Auth-Token"))))),
            ("schemas", MapValue.Of(("Fault", Fault()))))));

    private static MapValue Operation(RouteDescription route)
    {
        var operation = MapValue.Of(
            ("operationId", NameOf(route)),
            ("tags", ListValue.Of(route.Rule.Split(':')[0])),
            ("summary", route.Rule.Split(':')[1].Replace('_', ' ')),
            ("x-policy", route.Rule),
            ("parameters", ListValue.Create(route.Variables.Select(name => Parameter(name, "path")).Concat(route.Query.Select(name => Parameter(name, "query"))))),
            ("responses", MapValue.Of(
                ("2XX", MapValue.Of(("description", "Done, or accepted."))),
                ("default", MapValue.Of(("description", "Refused."), ("content", Json(MapValue.Of(("$ref", "#/components/schemas/Fault")))))))));
        return route.Method is "POST" or "PUT" or "PATCH" ? operation.With("requestBody", MapValue.Of(("content", Json(MapValue.Of(("type", "object")))))) : operation;
    }

    /// <summary>Unique: several routes may share a rule.</summary>
    private static string NameOf(RouteDescription route) =>
        string.Join('_', [route.Method.ToLowerInvariant(), .. route.Path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Trim('{', '}'))]);

    private static Value Parameter(string name, string place) => MapValue.Of(("name", name), ("in", place), ("required", place == "path"), ("schema", s_text));

    private static MapValue Json(MapValue schema) => MapValue.Of((Answers.Json, MapValue.Of(("schema", schema))));

    private static MapValue Fault() => MapValue.Of(("type", "object"), ("properties", MapValue.Of(
        ("code", MapValue.Of(("type", "integer"))),
        ("title", s_text),
        ("explanation", s_text),
        ("error", MapValue.Of(("type", "object"), ("properties", MapValue.Of(("type", s_text), ("message", s_text))))))));
}
