using System.Diagnostics;
using System.Threading.Channels;

namespace Heat.Tests.Clients;

/// <summary>The program as users start it: a process of its own, on free ports, with a data directory of its own.</summary>
internal sealed class HeatProcess : IAsyncDisposable
{
    private const string CloudsFileAnnouncement = "export OS_CLIENT_CONFIG_FILE=";
    private static readonly TimeSpan s_longestStart = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private HeatProcess(Process process, DirectoryInfo folder, string cloudsFile) => (_process, _folder, CloudsFile) = (process, folder, cloudsFile);

    /// <summary>The file that the program told its user to give to the stock client.</summary>
    public string CloudsFile { get; }

    public static async Task<HeatProcess> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("heat-clients-");
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "heat.dll"), "--Heat:Api:Listen=http://127.0.0.1:0", "--Heat:LocalCloud:Listen=http://127.0.0.1:0" },
        };
        var lines = Channel.CreateUnbounded<string>();
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => _ = line.Data is null ? lines.Writer.TryComplete() : lines.Writer.TryWrite(line.Data);
        process.ErrorDataReceived += (_, line) => _ = line.Data is not null && lines.Writer.TryWrite(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new HeatProcess(process, folder, await CloudsFileAsync(lines.Reader));
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<string> CloudsFileAsync(ChannelReader<string> lines)
    {
        using var timeout = new CancellationTokenSource(s_longestStart);
        var said = new List<string>();
        await foreach (var line in lines.ReadAllAsync(timeout.Token))
        {
            said.Add(line);
            if (line.Trim() is var text && text.StartsWith(CloudsFileAnnouncement, StringComparison.Ordinal))
                return text[CloudsFileAnnouncement.Length..];
        }

        throw new InvalidOperationException($"The server ended before it was ready: {string.Join('\n', said)}");
    }
}
