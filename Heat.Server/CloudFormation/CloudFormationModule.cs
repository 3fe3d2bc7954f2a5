using Heat.Server.Authentication;
using Heat.Server.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Heat.Server.CloudFormation;

/// <summary>The CloudFormation API's door: addresses that instances signal to.</summary>
internal static class CloudFormationModule
{
    public static IServiceCollection AddCloudFormation(this IServiceCollection services)
    {
        services.TryAddSingleton<SignalDoor>();
        return services;
    }

    public static void UseCloudFormation(this IApplicationBuilder app)
    {
        app.UseMiddleware<RequestIds>();
        app.UseMiddleware<CfnFaultHandling>();
        app.UseOverloadProtection();
        app.UseRouting();
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/v1"), api => api.UseMiddleware<SignatureAuthentication>().UseProjectRates());
        app.UseEndpoints(routes => routes.ServiceProvider.GetRequiredService<SignalDoor>().Map(routes));
        app.Run(http =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }
}
