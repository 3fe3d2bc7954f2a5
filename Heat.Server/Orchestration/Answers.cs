using Heat.Core.Values;

namespace Heat.Server.Orchestration;

/// <summary>Writes answers.</summary>
internal static class Answers
{
    public const string Json = "application/json";

    public static Task WriteAsync(HttpContext http, int status, Value body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = Json;
        var bytes = ValueJson.WriteBytes(body);
        http.Response.ContentLength = bytes.Length;
        return http.Response.Body.WriteAsync(bytes).AsTask();
    }

    public static Task WriteTextAsync(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=UTF-8";
        return http.Response.WriteAsync(text);
    }

    /// <summary>The answer to a request whose work goes on: a document for clients that ask for JSON, else plain text.</summary>
    public static Task AcceptedAsync(HttpContext http) => WantsJson(http)
        ? WriteAsync(http, StatusCodes.Status202Accepted, MapValue.Of(
            ("message", "The request is accepted for processing.<br /><br />\n\n\n"),
            ("code", "202 Accepted"),
            ("title", "Accepted")))
        : WriteTextAsync(http, StatusCodes.Status202Accepted, "202 Accepted\n\nThe request is accepted for processing.\n\n\n   ");

    public static Task RedirectAsync(HttpContext http, string location)
    {
        http.Response.Headers.Location = location;
        return WantsJson(http)
            ? WriteAsync(http, StatusCodes.Status302Found, MapValue.Of(
                ("message", $"The resource was found at <a href=\"{location}\">{location}</a>;\nyou should be redirected automatically.\n\n"),
                ("code", "302 Found"),
                ("title", "Found")))
            : WriteTextAsync(http, StatusCodes.Status302Found, $"302 Found\n\nThe resource was found at {location}; you should be redirected automatically.  ");
    }

    public static bool WantsJson(HttpContext http) => http.Request.Headers.Accept.Any(accept => accept?.Contains(Json, StringComparison.OrdinalIgnoreCase) == true);
}
