using Heat.Server.Hosting;
using Heat.Server.LocalCloud;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Heat.Tests.Hosting;

/// <summary>The whole server in this process, on free ports of its own, with a data directory that goes with it.</summary>
internal sealed class InProcessServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _directory;

    private InProcessServer(WebApplication app, string directory)
    {
        _app = app;
        _directory = directory;
        var address = app.Services.GetRequiredService<LocalCloudAddress>();
        (ApiAddress, CfnAddress, CloudAddress) = (address.ApiBase, address.CfnBase, address.BaseUrl);
    }

    public string ApiAddress { get; }

    public string CfnAddress { get; }

    public string CloudAddress { get; }

    /// <summary>Everything that is listened on, in the order of the doors.</summary>
    public IReadOnlyList<string> Addresses => [.. _app.Urls];

    public IServiceProvider Services => _app.Services;

    public static Task<InProcessServer> StartAsync(params (string Key, string Value)[] settings) => StartAsync(_ => { }, settings);

    /// <param name="add">Adds services of the test's own.</param>
    public static async Task<InProcessServer> StartAsync(Action<IServiceCollection> add, params (string Key, string Value)[] settings)
    {
        var directory = Directory.CreateTempSubdirectory("heat-tests-").FullName;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = directory, ApplicationName = typeof(HeatHost).Assembly.GetName().Name });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(
        [
            new("Heat:DataDirectory", directory),
            new("Heat:Api:Listen", "http://127.0.0.1:0"),
            new("Heat:CloudFormation:Listen", "http://127.0.0.1:0"),
            new("Heat:LocalCloud:Listen", "http://127.0.0.1:0"),
        ]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        add(builder.Services);
        var app = HeatHost.Build(builder);
        await HeatHost.StartAsync(app, CancellationToken.None);
        return new InProcessServer(app, directory);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
