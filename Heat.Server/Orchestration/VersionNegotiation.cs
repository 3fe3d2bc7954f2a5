using System.Text.RegularExpressions;
using Heat.Core.Values;
using Heat.Server.Hosting;

namespace Heat.Server.Orchestration;

/// <summary>Sorts requests by the version in their path: those for version 1 go on, the list of versions answers those that name none or another.</summary>
internal sealed partial class VersionNegotiation(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var first = (http.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        if (first is "" or "versions")
            return AnswerVersionsAsync(http);
        if (Version().Match(first) is { Success: true } version)
            return version.Groups["major"].Value == "1" && version.Groups["minor"].Value is "" or "0" ? GoOnAsync(http, first) : AnswerVersionsAsync(http);
        return first is "openapi" ? next(http) : NotFoundAsync(http);
    }

    /// <summary>The answer to an address that leads nowhere.</summary>
    public static Task NotFoundAsync(HttpContext http) => http.Request.Headers.Accept.Any(accept => accept?.Contains(Answers.Json, StringComparison.OrdinalIgnoreCase) == true)
        ? Answers.WriteAsync(http, StatusCodes.Status404NotFound, MapValue.Of(
            ("message", "The resource could not be found.<br /><br />\n\n\n"),
            ("code", "404 Not Found"),
            ("title", "Not Found")))
        : Answers.WriteTextAsync(http, StatusCodes.Status404NotFound, "404 Not Found\n\nThe resource could not be found.\n\n   ");

    private Task GoOnAsync(HttpContext http, string version)
    {
        if (version != "v1")
            http.Request.Path = "/v1" + http.Request.Path.Value![(version.Length + 1)..];
        return next(http);
    }

    private static Task AnswerVersionsAsync(HttpContext http) => Answers.WriteAsync(http, StatusCodes.Status300MultipleChoices, MapValue.Of(
        ("versions", ListValue.Of(MapValue.Of(
            ("id", "v1.0"),
            ("status", "CURRENT"),
            ("links", ListValue.Of(Links.Link($"{http.RootForClients()}/v1/", "self"))))))));

    [GeneratedRegex(@"\Av(?<major>\d+)(\.(?<minor>\d+))?\z")]
    private static partial Regex Version();
}
