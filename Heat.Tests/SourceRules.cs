using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Heat.Tests;

/// <summary>Rules of the house that no compiler checks, checked against the sources themselves.</summary>
public sealed partial class SourceRules
{
    private static readonly string[] s_projects = ["Heat.Core", "Heat.Resources", "Heat.Server"];

    [Test]
    public void No_source_blocks_on_a_task_or_reads_the_wall_clock_behind_the_time_provider()
    {
        var offences = Sources()
            .SelectMany(file => File.ReadLines(file).Select((line, index) => (file, line, number: index + 1)))
            .Where(x => Banned().IsMatch(x.line) && !x.line.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .Select(x => $"{Path.GetFileName(x.file)}:{x.number}: {x.line.Trim()}");
        Assert.That(offences, Is.Empty);
    }

    [Test]
    public void A_file_holds_one_public_type_and_is_named_after_it()
    {
        var offences = Sources()
            .Select(file => (file, types: PublicType().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value).Distinct().ToList()))
            .Where(x => x.types.Count > 1 || (x.types.Count == 1 && !Path.GetFileNameWithoutExtension(x.file).Split('.')[0].Equals(x.types[0], StringComparison.Ordinal)))
            .Select(x => $"{Path.GetFileName(x.file)}: {string.Join(", ", x.types)}");
        Assert.That(offences, Is.Empty);
    }

    [Test]
    public void Core_knows_neither_the_web_nor_the_cloud()
    {
        var offences = SourcesOf("Heat.Core")
            .Where(file => ForeignToCore().IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName);
        Assert.That(offences, Is.Empty);
    }

    private static IEnumerable<string> Sources() => s_projects.SelectMany(SourcesOf);

    private static IEnumerable<string> SourcesOf(string project) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, project), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [GeneratedRegex(@"DateTime(Offset)?\.(Utc)?Now|Thread\.Sleep|\.GetAwaiter\(\)\.GetResult\(\)|async void|NotImplementedException|TimeProvider\.System\.GetUtcNow")]
    private static partial Regex Banned();

    [GeneratedRegex(@"^public (?:(?:abstract|sealed|static|readonly|partial|unsafe) )*(?:class|record struct|record|struct|interface|enum|delegate [^(]*?) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"using (Microsoft\.AspNetCore|System\.Net\.Http|Quartz|Heat\.Resources|Heat\.Server)")]
    private static partial Regex ForeignToCore();
}
