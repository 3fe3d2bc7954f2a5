namespace Heat.Server.Hosting;

/// <summary>Has the process end in order.</summary>
internal static class Ending
{
    public static WebApplicationBuilder AddOrderlyEnd(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.Read<ShutdownOptions>(ShutdownOptions.Section);
        builder.Services.AddSingleton(options)
            .AddSingleton<ProcessLifetime>()
            .AddSingleton<IHostLifetime>(provider => provider.GetRequiredService<ProcessLifetime>())
            .Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(options.TimeoutSeconds))
            .AddHostedService<ServiceManager>();
        return builder;
    }
}
