using Heat.Server.Hosting;

namespace Heat.Server.Telemetry;

/// <summary>Tells a collector how the work goes, when there is one.</summary>
internal static class TelemetryModule
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var options = configuration.Read<TelemetryOptions>(TelemetryOptions.Section);
        return options.IsOn
            ? services.AddSingleton(options).AddSingleton<ExportFaults>().AddHostedService<TelemetryExport>()
            : services;
    }
}
