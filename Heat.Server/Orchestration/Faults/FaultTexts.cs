namespace Heat.Server.Orchestration.Faults;

/// <summary>The words that go with the statuses of faults.</summary>
internal static class FaultTexts
{
    public static string Title(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "Bad Request",
        StatusCodes.Status401Unauthorized => "Unauthorized",
        StatusCodes.Status403Forbidden => "Forbidden",
        StatusCodes.Status404NotFound => "Not Found",
        StatusCodes.Status405MethodNotAllowed => "Method Not Allowed",
        StatusCodes.Status409Conflict => "Conflict",
        StatusCodes.Status429TooManyRequests => "Too Many Requests",
        StatusCodes.Status503ServiceUnavailable => "Service Unavailable",
        _ => "Internal Server Error",
    };

    public static string Explanation(int status) => status switch
    {
        StatusCodes.Status400BadRequest or StatusCodes.Status405MethodNotAllowed => "The server could not comply with the request since it is either malformed or otherwise incorrect.",
        StatusCodes.Status401Unauthorized => "This server could not verify that you are authorized to access the document you requested.",
        StatusCodes.Status403Forbidden => "Access was denied to this resource.",
        StatusCodes.Status404NotFound => "The resource could not be found.",
        StatusCodes.Status409Conflict => "There was a conflict when trying to complete your request.",
        StatusCodes.Status429TooManyRequests => "The client has sent too many requests in a given amount of time.",
        StatusCodes.Status503ServiceUnavailable => "The server is currently unavailable. Please try again at a later time.",
        _ => "The server has either erred or is incapable of performing the requested operation.",
    };
}
