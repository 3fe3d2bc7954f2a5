namespace Heat.Server.Orchestration;

/// <summary>A route as the API describes itself.</summary>
/// <param name="Path">Below <c>/v1/{project}</c>, with its variable parts in braces.</param>
/// <param name="Rule">The policy rule that guards it.</param>
/// <param name="Query">The names that its query may hold.</param>
internal sealed record RouteDescription(string Method, string Path, string Rule, IReadOnlyList<string> Query)
{
    /// <summary>The variable parts of the whole path.</summary>
    public IEnumerable<string> Variables => FullPath.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));

    public string FullPath => $"/v1/{{project}}{Path}";
}
