using Heat.Core.Values;

namespace Heat.Tests.RealCloud;

/// <summary>A template that is launched on several Heats, and how.</summary>
/// <param name="File">The template's path.</param>
public sealed record ComparedTemplate(string File)
{
    public MapValue Parameters { get; init; } = MapValue.Empty;

    /// <summary>An environment file beside the template.</summary>
    public string? Environment { get; init; }

    /// <summary>Parameters to be changed by an update; null for no update.</summary>
    public MapValue? Changes { get; init; }

    public override string ToString() => $"{Path.GetFileNameWithoutExtension(File)}{(Environment is null ? "" : "-" + Path.GetFileNameWithoutExtension(Environment))}";

    /// <summary>The body of the request that creates the stack. Every template beside this one comes along, since it may be used as a type.</summary>
    public MapValue Request(string name) => MapValue.Of(
        ("stack_name", name),
        ("template", System.IO.File.ReadAllText(File)),
        ("files", MapValue.Create(Directory.EnumerateFiles(Path.GetDirectoryName(File)!, "*.yaml").Select(file => KeyValuePair.Create(Path.GetFileName(file), (Value)System.IO.File.ReadAllText(file))))),
        ("environment", Environment is null ? "{}" : System.IO.File.ReadAllText(Environment)),
        ("parameters", Parameters),
        ("disable_rollback", true),
        ("timeout_mins", 10));

    public MapValue ChangingRequest() => MapValue.Of(("parameters", Changes!), ("disable_rollback", true));
}
