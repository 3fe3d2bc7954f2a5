using Heat.Core.Diagnostics;
using Heat.Core.Templates;

namespace Heat.Server.Cli;

/// <summary>
/// The files that a template on disk may use: those under its own folder, and those named on the command line. A template from somebody else can't read anything beyond them.
/// </summary>
internal sealed class TemplateFolder(FileInfo template, IReadOnlyList<FileInfo> environments)
{
    private readonly string _root = Path.TrimEndingDirectorySeparator(template.DirectoryName!) + Path.DirectorySeparatorChar;
    private readonly HashSet<string> _named = [template.FullName, .. environments.Select(file => file.FullName)];

    // What the user wrote before the template's name, so that places can be told in the user's own words.
    private readonly string _shownRoot = Path.GetDirectoryName(template.ToString()) ?? "";

    /// <summary>The full path of a file that is named relative to a folder.</summary>
    public static string Locate(string name, string folder) => Path.GetFullPath(Path.Combine(folder, name));

    /// <summary>A template's name in an environment file, which is relative to that file's folder, as one relative to the root template's.</summary>
    public string Relocated(string name, string folder) => Path.GetRelativePath(_root, Locate(name, folder));

    /// <summary>The full path of a file that is named relative to the root template's folder.</summary>
    public string Located(string name) => Locate(name, _root);

    /// <summary>The path as messages show it.</summary>
    public string Shown(string path) => path.StartsWith(_root, StringComparison.Ordinal) ? Path.Combine(_shownRoot, path[_root.Length..]) : path;

    /// <summary>The content of a file.</summary>
    /// <param name="name">The name by which it was asked for.</param>
    /// <exception cref="ProblemException">It may not be read, or isn't there, or is too large.</exception>
    public string Read(string path, string name)
    {
        if (!IsAllowed(path))
            throw new ProblemException("ValueError", $"The file \"{name}\" is outside the template's folder.");
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new ProblemException("ValueError", $"The file \"{name}\" could not be found.");
        return file.Length <= TemplateLimits.Default.MaximumBytes
            ? File.ReadAllText(path)
            : throw new ProblemException("RequestLimitExceeded", $"The file \"{name}\" is too large ({file.Length} bytes; the limit is {TemplateLimits.Default.MaximumBytes}).");
    }

    private bool IsAllowed(string path) => _named.Contains(path) || (IsInside(path) && (!File.Exists(path) || IsInside(Target(path))));

    private bool IsInside(string path) => path.StartsWith(_root, StringComparison.Ordinal);

    // Where a link leads is what counts, not where it stands.
    private static string Target(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
}
