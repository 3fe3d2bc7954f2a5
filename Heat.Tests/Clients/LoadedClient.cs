using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Heat.Tests.Clients;

/// <summary>
/// OpenStack's own client as a process that has loaded it and forks one process for each command: most of a command's time would go into loading the client.
/// </summary>
internal sealed class LoadedClient : IDisposable
{
    private readonly ConcurrentDictionary<int, Command> _running = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("heat-client-");
    private readonly Lock _writing = new();
    private readonly Process _process;
    private int _commands;

    public LoadedClient()
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(Repository.Root, "Heat.Tests/Clients/stock_client.py")]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var inherited in start.Environment.Keys.Where(name => name.StartsWith("OS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(inherited);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Told(line.Data);
        _process.BeginOutputReadLine();
    }

    /// <summary>Runs a command; when cancelled, ends it.</summary>
    public async Task<ClientAnswer> RunAsync(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, CancellationToken cancellation)
    {
        var number = Interlocked.Increment(ref _commands);
        var command = _running[number] = new Command();
        var (output, error) = (Path.Combine(_folder.FullName, $"{number}.output"), Path.Combine(_folder.FullName, $"{number}.error"));
        var line = JsonSerializer.Serialize(new { number, arguments, environment, folder = Repository.Root, output, error });
        lock (_writing)
            _process.StandardInput.WriteLine(line);
        await using var ending = cancellation.Register(command.Kill);
        var exitCode = await command.Ended.Task;
        return new ClientAnswer(exitCode, await File.ReadAllTextAsync(output, CancellationToken.None), await File.ReadAllTextAsync(error, CancellationToken.None));
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Told(string? line)
    {
        if (line is null)
        {
            foreach (var command in _running.Values)
                command.Ended.TrySetException(new IOException("The process that runs the stock client has ended."));
            return;
        }

        var words = line.Split(' ');
        var (number, value) = (int.Parse(words[0], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
        if (words[1] == "began")
            _running[number].ProcessId = value;
        else if (_running.TryRemove(number, out var command))
            command.Ended.TrySetResult(value);
    }

    private sealed class Command
    {
        public TaskCompletionSource<int> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int ProcessId { get; set; }

        public void Kill()
        {
            using var process = Process.GetProcessById(ProcessId);
            process.Kill();
        }
    }
}
