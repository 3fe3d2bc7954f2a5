using Heat.Server.Hosting;
using Microsoft.Extensions.Logging.Console;

namespace Heat.Server.Logs;

/// <summary>Has logs written as the settings say.</summary>
internal static class LogModule
{
    public static WebApplicationBuilder AddLogs(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(builder.Configuration.Read<LogOptions>(LogOptions.Section));
        builder.Logging.AddConsoleFormatter<LogLines, ConsoleFormatterOptions>();
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.FormatterName = LogLines.FormatterName);
        return builder;
    }
}
