using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Heat.Server.Hosting;

/// <summary>A file whose changes are noticed within seconds, whatever the file system tells: links that are turned elsewhere count, as in volumes of containers.</summary>
internal sealed class WatchedFile : IDisposable
{
    private readonly PhysicalFileProvider _folder;
    private readonly IDisposable _watch;

    /// <param name="path">The full path.</param>
    public WatchedFile(string path, Action changed)
    {
        _folder = new PhysicalFileProvider(Path.GetDirectoryName(path)!) { UsePollingFileWatcher = true, UseActivePolling = true };
        _watch = ChangeToken.OnChange(() => _folder.Watch(Path.GetFileName(path)), changed);
    }

    public void Dispose()
    {
        _watch.Dispose();
        _folder.Dispose();
    }
}
