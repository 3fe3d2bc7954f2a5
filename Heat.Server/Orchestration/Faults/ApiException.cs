namespace Heat.Server.Orchestration.Faults;

/// <summary>A request that the API itself refuses, before anybody else is asked.</summary>
/// <param name="type">The class of the fault as clients see it, such as <c>HTTPBadRequest</c>.</param>
/// <param name="message">For people; null leaves it out of the answer.</param>
public sealed class ApiException(int status, string type, string? message) : Exception(message ?? type)
{
    public int Status { get; } = status;

    public string Type { get; } = type;

    public string? Text { get; } = message;

    public static ApiException BadRequest(string message) => new(StatusCodes.Status400BadRequest, "HTTPBadRequest", message);

    /// <summary>A request that makes no sense at all, answered with the words of the status.</summary>
    public static ApiException Malformed() => BadRequest(FaultTexts.Explanation(StatusCodes.Status400BadRequest));

    public static ApiException Forbidden() => new(StatusCodes.Status403Forbidden, "HTTPForbidden", FaultTexts.Explanation(StatusCodes.Status403Forbidden));
}
