namespace Heat.Server.Orchestration;

/// <summary>Gives every request an id, by which its answer, its log lines and the calls that it makes can be told together.</summary>
internal sealed class RequestIds(RequestDelegate next)
{
    private const string Header = "X-Openstack-Request-Id";

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.Headers[Header] = $"req-{Guid.NewGuid()}";
        return next(http);
    }
}
