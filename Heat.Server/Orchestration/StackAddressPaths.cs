using System.Text.RegularExpressions;

namespace Heat.Server.Orchestration;

/// <summary>Makes the address of a stack (an ARN) in a request's path one part of that path, as a stack's name is: clients need not escape its slashes.</summary>
internal sealed partial class StackAddressPaths(RequestDelegate next)
{
    private const string EscapedSlash = "%2F";

    /// <summary>The part of a path as it was before.</summary>
    public static string Read(string part) => part.Replace(EscapedSlash, "/", StringComparison.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext http)
    {
        if (Pattern().Match(http.Request.Path.Value ?? "") is { Success: true } path)
            http.Request.Path = path.Groups["before"].Value + path.Groups["address"].Value.Replace("/", EscapedSlash, StringComparison.Ordinal);
        return next(http);
    }

    [GeneratedRegex(@"\A(?<before>/v1/[^/]+/stacks/)(?<address>arn:.+)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
