using Microsoft.AspNetCore.Cors.Infrastructure;

namespace Heat.Server.Hosting;

/// <summary>Which pages of other origins may call the APIs from a browser (section <c>Heat:Cors</c>); as the section <c>cors</c> of heat.conf, with lists that have semicolons between their parts.</summary>
internal sealed record CorsOptions : ICheckedOptions
{
    public const string Section = "Heat:Cors";

    /// <value>Origins such as <c>https://horizon.example.org</c>, or <c>*</c>. Default: none, which switches all of this off.</value>
    public string AllowedOrigin { get; init; } = "";

    /// <value>Whether the browser may send cookies and certificates along; never to everybody (<c>*</c>). Default: true.</value>
    public bool AllowCredentials { get; init; } = true;

    /// <value>Headers of answers that pages may read.</value>
    public string ExposeHeaders { get; init; } = "X-Auth-Token;X-Subject-Token;X-Service-Token;X-OpenStack-Request-ID;Location;Retry-After";

    /// <value>Methods that pages may use.</value>
    public string AllowMethods { get; init; } = "GET;PUT;POST;DELETE;PATCH;HEAD";

    /// <value>Headers that pages may send.</value>
    public string AllowHeaders { get; init; } =
        "Accept;Content-Type;Cache-Control;Last-Event-ID;X-Auth-Token;X-Identity-Status;X-Roles;X-Service-Catalog;X-User-Id;X-Tenant-Id;X-OpenStack-Request-ID;X-Subject-Token;X-Service-Token;OpenStack-API-Version";

    /// <value>How long a browser may remember all this, in seconds. Default: 3600.</value>
    public int MaxAge { get; init; } = 3600;

    public bool IsOn => Settings.Parts(AllowedOrigin).Count > 0;

    public void Apply(CorsPolicyBuilder policy)
    {
        policy.WithMethods([.. Settings.Parts(AllowMethods)]).WithHeaders([.. Settings.Parts(AllowHeaders)]).WithExposedHeaders([.. Settings.Parts(ExposeHeaders)]).SetPreflightMaxAge(TimeSpan.FromSeconds(MaxAge));
        if (Settings.Parts(AllowedOrigin).Contains("*"))
        {
            policy.AllowAnyOrigin();
            return;
        }

        policy.WithOrigins([.. Settings.Parts(AllowedOrigin)]);
        if (AllowCredentials)
            policy.AllowCredentials();
    }

    public IEnumerable<string> Problems()
    {
        foreach (var origin in Settings.Parts(AllowedOrigin).Where(origin => origin != "*" && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.PathAndQuery == "/")))
            yield return $"{Section}:{nameof(AllowedOrigin)}: \"{origin}\" is no origin such as https://horizon.example.org.";
        if (MaxAge < 0)
            yield return $"{Section}:{nameof(MaxAge)} can't be negative.";
    }
}
