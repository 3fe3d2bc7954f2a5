namespace Heat.Tests.Clients;

/// <summary>A template that only one test needs, in a file, because the client reads files.</summary>
internal sealed class TemplateFile : IDisposable
{
    public TemplateFile(string body) => File.WriteAllText(Path, $"heat_template_version: 2021-04-16\n{body}\n");

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"heat-{Guid.NewGuid():N}.yaml");

    public void Dispose() => File.Delete(Path);
}
