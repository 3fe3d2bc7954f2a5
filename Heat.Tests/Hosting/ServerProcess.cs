using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Heat.Tests.Hosting;

/// <summary>The real server as a process of its own, on a data directory that outlives it: started, killed, and started again.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    // On PostgreSQL a new process waits until the dead one has been silent for half as long again.
    private const string QuickTakeover = "Heat:Engine:LeaseSeconds=2";

    private const string CloudsFileAnnouncement = "export OS_CLIENT_CONFIG_FILE=";

    // The server as "dotnet run" runs it, not the copy beside the tests: that one lacks what is compiled ahead of time.
    private static readonly string s_program = Path.Combine(
        Repository.Root, "Heat.Server", Path.GetRelativePath(Path.Combine(Repository.Root, "Heat.Tests"), AppContext.BaseDirectory), "heat.dll");

    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(90);

    private readonly string[] _settings;
    private readonly StringBuilder _output = new();
    private Process? _process;

    /// <param name="settings">Settings beyond addresses and data directory, such as <c>Heat:Limits:MaxStacksPerTenant=5</c>.</param>
    public ServerProcess(params string[] settings)
    {
        _settings = settings;
        DataDirectory = Directory.CreateTempSubdirectory("heat-test-").FullName;
        (ApiUrl, CfnUrl, CloudUrl) = ($"http://127.0.0.1:{FreePort()}", $"http://127.0.0.1:{FreePort()}", $"http://127.0.0.1:{FreePort()}");
    }

    public string DataDirectory { get; }

    public string ApiUrl { get; }

    public string CfnUrl { get; }

    public string CloudUrl { get; }

    /// <summary>Everything that the server has printed, over all its lives.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>What the process finds in its environment, beyond what these tests find in theirs.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public int ExitCode => _process!.ExitCode;

    /// <summary>What the process that runs has spent of the processors.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process!.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    private bool HasCloud => !_settings.Contains("Heat:Mode=OpenStack");

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Starts the server, and returns once it listens or has died.</summary>
    public async Task StartAsync(params string[] passingSettings)
    {
        var start = new ProcessStartInfo(System.Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = DataDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(s_program);
        start.ArgumentList.Add("serve");
        foreach (var setting in (string[])[$"Heat:Api:Listen={ApiUrl}", $"Heat:CloudFormation:Listen={CfnUrl}", $"Heat:LocalCloud:Listen={CloudUrl}", $"Heat:DataDirectory={DataDirectory}", QuickTakeover, .. _settings, .. passingSettings])
            start.ArgumentList.Add("--" + setting);
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        // In one step: others may ask meanwhile whether it runs.
        using var dead = Interlocked.Exchange(ref _process, Process.Start(start) ?? throw new InvalidOperationException("The server doesn't start."));
        Collect(_process);
        await UntilListeningAsync();
    }

    /// <summary>The file that the running server tells its user to give to the stock client.</summary>
    public async Task<string> CloudsFileAsync()
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var announced = Output.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith(CloudsFileAnnouncement, StringComparison.Ordinal));
            if (announced is not null)
                return announced[CloudsFileAnnouncement.Length..];
            if (!IsRunning || waited.Elapsed > s_longestStart)
                throw new InvalidOperationException($"The server doesn't tell how to use the client.\n{Output}");
            await Task.Delay(25);
        }
    }

    /// <summary>As <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>As <c>kill -NAME</c> does.</summary>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>True if the server dies by itself in this time.</summary>
    public async Task<bool> DiesAsync(TimeSpan time)
    {
        using var patience = new CancellationTokenSource(time);
        try
        {
            await _process!.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
            await KillAsync();
        _process?.Dispose();
        Directory.Delete(DataDirectory, recursive: true);
    }

    private void Collect(Process process)
    {
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Append(string? line)
    {
        lock (_output)
            _output.AppendLine(line);
    }

    private async Task UntilListeningAsync()
    {
        var waited = Stopwatch.StartNew();
        while (IsRunning && !(await IsListeningAsync(ApiUrl) && (!HasCloud || await IsListeningAsync(CloudUrl))))
        {
            if (waited.Elapsed > s_longestStart)
                throw new TimeoutException($"The server doesn't listen after {s_longestStart}.\n{Output}");
            await Task.Delay(25);
        }
    }

    private static async Task<bool> IsListeningAsync(string address)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, new Uri(address).Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A port that stays free while the server is down: none of those that the system hands out to outgoing connections.</summary>
    private static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(15_000, 30_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Somebody has it; there are others.
            }
        }
    }
}
