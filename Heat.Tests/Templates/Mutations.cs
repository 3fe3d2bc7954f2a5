using System.Diagnostics;
using System.Globalization;
using NUnit.Framework;

namespace Heat.Tests.Templates;

/// <summary>
/// Real templates, changed at random, are given to validation: whatever comes of them, it ends soon with an answer. Takes the templates of this repository and those in the folder
/// <c>HEAT_TEST_TEMPLATES</c>. The run of each build is short; <c>HEAT_TEST_MUTATIONS</c> says how many there are in a long one, and <c>HEAT_TEST_SEED</c> where it begins.
/// </summary>
[NonParallelizable]
public sealed class Mutations
{
    private const long MostMemory = 256L * 1024 * 1024;

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    private static int Number(string name, int standard) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : standard;

    [Test]
    public async Task No_mutation_of_a_template_makes_validation_fail_or_hang()
    {
        var (count, seed) = (Number("HEAT_TEST_MUTATIONS", 3000), Number("HEAT_TEST_SEED", 1));
        var templates = Originals();
        using var validation = new OfflineValidation();
        var (slowest, most, right) = (TimeSpan.Zero, 0L, 0);
        var whole = Stopwatch.StartNew();
        for (var number = seed; number < seed + count; number++)
        {
            var text = new TemplateMutation(new Random(number), templates).Make();
            var (watch, before) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes());
            right += await ProblemsAsync(validation, text, number) == 0 ? 1 : 0;
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
            Assert.That(watch.Elapsed, Is.LessThan(s_longest), $"Mutation {number} took long:\n{text}");
            most = Math.Max(most, GC.GetTotalAllocatedBytes() - before);
        }

        await TestContext.Out.WriteLineAsync(
            $"{count} mutations of {templates.Count} templates in {whole.Elapsed.TotalSeconds:F0} s, {right} of them right; slowest {slowest.TotalMilliseconds:F0} ms; at most {most >> 10} KiB allocated for one, process at most {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
        Assert.That(most, Is.LessThan(MostMemory));
    }

    private static async Task<int> ProblemsAsync(OfflineValidation validation, string text, int number)
    {
        try
        {
            return (await validation.ProblemsAsync(text).WaitAsync(s_longest)).Count;
        }
        catch (Exception failure)
        {
            throw new AssertionException($"Mutation {number} got through:\n{text}", failure);
        }
    }

    private static List<string> Originals()
    {
        string[] folders = [Path.Combine(Repository.Root, "templates"), .. Environment.GetEnvironmentVariable("HEAT_TEST_TEMPLATES") is { Length: > 0 } more ? (string[])[more] : []];
        return
        [
            .. from folder in folders
               from file in Directory.EnumerateFiles(folder, "*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
               where Path.GetExtension(file) is ".yaml" or ".template" or ".json"
               let text = File.ReadAllText(file)
               where text.Length < 100_000 && text.Contains("_version", StringComparison.OrdinalIgnoreCase)
               select text,
        ];
    }
}
