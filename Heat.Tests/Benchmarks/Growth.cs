using System.Diagnostics;
using Heat.Core.Templates;
using Heat.Tests.Templates;
using NUnit.Framework;

namespace Heat.Tests.Benchmarks;

/// <summary>Ten times the resources cost about ten times the work, not a hundred times.</summary>
[NonParallelizable]
public sealed class Growth
{
    private static readonly TemplateLimits s_limits = TemplateLimits.Default with { MaximumBytes = 16 * 1024 * 1024 };

    [Test]
    public async Task Validation_grows_with_the_template()
    {
        using var validation = new OfflineValidation();
        await MeasuredAsync(validation, 1000);
        var (small, large) = (await MeasuredAsync(validation, 1000), await MeasuredAsync(validation, 10_000));
        await TestContext.Out.WriteLineAsync($"1,000 resources: {small.Time.TotalMilliseconds:F0} ms, {small.Bytes >> 10} KiB; 10,000 resources: {large.Time.TotalMilliseconds:F0} ms, {large.Bytes >> 10} KiB");
        Assert.Multiple(() =>
        {
            Assert.That(large.Bytes, Is.LessThan(small.Bytes * 15));
            Assert.That(large.Time, Is.LessThan((small.Time * 30) + TimeSpan.FromSeconds(1)));
        });
    }

    private static async Task<(TimeSpan Time, long Bytes)> MeasuredAsync(OfflineValidation validation, int resources)
    {
        var text = LargeTemplate.Text(resources);
        var (watch, before) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes());
        Assert.That(await validation.ProblemsAsync(text, limits: s_limits), Is.Empty);
        return (watch.Elapsed, GC.GetTotalAllocatedBytes() - before);
    }
}
