namespace Heat.Server.LocalCloud;

/// <summary>Where this process is reached: what the catalogue tells clients. Known only once the listeners are open.</summary>
public sealed class LocalCloudAddress
{
    /// <summary>The local cloud's own address, without a slash at the end.</summary>
    public string BaseUrl { get; set; } = "http://127.0.0.1:5000";

    /// <summary>The orchestration API's address.</summary>
    public string ApiBase { get; set; } = "http://127.0.0.1:8004";

    /// <summary>The CloudFormation API's address.</summary>
    public string CfnBase { get; set; } = "http://127.0.0.1:8000";

    /// <summary>A stored endpoint with this process's own addresses filled in.</summary>
    internal string Own(string url) => url
        .Replace("$(cloud)s", BaseUrl, StringComparison.Ordinal)
        .Replace("$(orchestration)s", ApiBase, StringComparison.Ordinal)
        .Replace("$(cloudformation)s", CfnBase, StringComparison.Ordinal);

    /// <summary>Fills the placeholders of a stored endpoint, which may begin with <c>$</c> or <c>%</c> as in Keystone; null if it needs a project and there is none.</summary>
    internal string? Expand(string url, string? project, string user)
    {
        const string projectPlaceholder = "%(project_id)s";
        var own = Own(url).Replace("$(", "%(", StringComparison.Ordinal).Replace("%(tenant_id)s", projectPlaceholder, StringComparison.Ordinal);
        if (project is null && own.Contains(projectPlaceholder, StringComparison.Ordinal)) return null;
        return own.Replace(projectPlaceholder, project, StringComparison.Ordinal).Replace("%(user_id)s", user, StringComparison.Ordinal);
    }
}
