using System.Globalization;
using Heat.Core.Security;
using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>A token and what the identity service says about it.</summary>
internal sealed record Token(string Id, MapValue Facts)
{
    // A token that is about to expire is as good as none, since the call that carries it may take a while.
    private static readonly TimeSpan s_margin = TimeSpan.FromMinutes(2);

    public DateTimeOffset ExpiresAt { get; } =
        DateTimeOffset.TryParse(Facts.Get("expires_at").AsText(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : DateTimeOffset.MinValue;

    public DateTimeOffset IsGoodUntil => ExpiresAt - s_margin;

    public string UserId => Facts.Get("user").AsMap()?.Get("id").AsText() ?? "";

    /// <summary>The domain that the token is for; empty when it is for a project.</summary>
    public string DomainId => Facts.Get("domain").AsMap()?.Get("id").AsText() ?? "";

    public string ProjectId => Facts.Get("project").AsMap()?.Get("id").AsText() ?? "";

    public ServiceCatalogue Catalogue { get; } = new([.. Facts.Get("catalog").Maps()]);

    public RequestContext ToRequestContext() => new()
    {
        UserId = UserId,
        UserName = Facts.Get("user").AsMap()?.Get("name").AsText() ?? "",
        ProjectId = ProjectId,
        ProjectName = Facts.Get("project").AsMap()?.Get("name").AsText() ?? "",
        Roles = [.. Facts.Get("roles").Maps().Select(role => role.Get("name").AsText()).OfType<string>()],
        Token = Id,
        ExpiresAt = ExpiresAt,
        IsOfAdministratorProject = Facts.Get("is_admin_project").AsFlag() ?? true,
        IsSystemScoped = Facts.Get("system").AsMap()?.Get("all").AsFlag() == true,
        TrustId = Facts.Get("OS-TRUST:trust").AsMap()?.Get("id").AsText(),
    };
}
