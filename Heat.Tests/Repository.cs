namespace Heat.Tests;

/// <summary>Where the sources under test are, found from the folder that the tests run in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Heat.sln")) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? FindRoot(parent)
        : throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Heat.sln.");
}
