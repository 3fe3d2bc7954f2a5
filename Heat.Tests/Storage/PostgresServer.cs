using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Heat.Tests.Storage;

/// <summary>A PostgreSQL server that belongs to one test, which may stop it.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _tools;
    private readonly string _folder = Directory.CreateTempSubdirectory("heat-postgres-").FullName;
    private readonly int _port = FreePort();

    private PostgresServer(string tools) => _tools = tools;

    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=heat;Database=heat";

    // PostgreSQL refuses to be run by root.
    private static bool IsRoot => Environment.UserName == "root";

    /// <remarks>Skips the test where PostgreSQL is not installed.</remarks>
    public static async Task<PostgresServer> StartNewAsync()
    {
        if (FindTools() is not { } tools)
            Missing.Skip("PostgreSQL is not installed.");
        else
        {
            var server = new PostgresServer(tools);
            if (IsRoot)
                await RunAsync("chown", "postgres", server._folder);
            await server.RunToolAsync("initdb", "-D", server.Data, "-U", "heat", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync");
            await server.StartAsync();
            return server;
        }

        throw new UnreachableException();
    }

    public Task StartAsync() => RunToolAsync(
        "pg_ctl", "-D", Data, "-l", Path.Combine(_folder, "log"), "-o", string.Create(CultureInfo.InvariantCulture, $"-h 127.0.0.1 -p {_port} -k {_folder} -c max_connections=200"), "-w", "start");

    /// <summary>Ends the server as a restart of its machine does: connections break off.</summary>
    public Task StopAsync() => RunToolAsync("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    private static string? FindTools() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(tools => File.Exists(Path.Combine(tools, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;

    private Task RunToolAsync(string tool, params string[] arguments)
    {
        var path = Path.Combine(_tools, tool);
        return IsRoot ? RunAsync("runuser", ["-u", "postgres", "--", path, .. arguments]) : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // What pg_ctl starts keeps its output open, so nobody may wait for the end of that.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "\"$@\" > /dev/null 2>&1", "sh", program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
