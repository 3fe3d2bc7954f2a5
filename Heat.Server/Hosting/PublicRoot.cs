namespace Heat.Server.Hosting;

/// <summary>The address under which clients know an API: the one that is configured, or the one that they are seen to use.</summary>
internal static class PublicRoot
{
    /// <summary>Has links show the configured address. Requests that carry its path are understood as well as those from which a proxy took it.</summary>
    public static IApplicationBuilder UsePublicRoot(this IApplicationBuilder app, DoorOptions options)
    {
        if (options.PublicAddress is not { } address)
            return app;
        var root = new Root(address.AbsoluteUri.TrimEnd('/'));
        app.UsePathBase(address.AbsolutePath.TrimEnd('/'));
        return app.Use((http, next) =>
        {
            http.Features.Set(root);
            return next(http);
        });
    }

    /// <summary>The address, without a slash at the end.</summary>
    public static string RootForClients(this HttpContext http) => http.Features.Get<Root>()?.Address ?? $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}";

    private sealed record Root(string Address);
}
