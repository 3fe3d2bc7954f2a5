using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Heat.Core.Templates;
using Heat.Tests.Templates;
using NUnit.Framework;

namespace Heat.Tests.Benchmarks;

/// <summary>What it costs to read and to check a template. Run with <c>dotnet test -c Release --filter "FullyQualifiedName~Benchmarks"</c>.</summary>
[MemoryDiagnoser]
public class ParsingAndValidation
{
    private static readonly TemplateLimits s_limits = TemplateLimits.Default with { MaximumBytes = 16 * 1024 * 1024 };

    private readonly OfflineValidation _validation = new();
    private string _text = "";

    [Params(1000, 10_000)]
    public int Resources { get; set; }

    [GlobalSetup]
    public void Write() => _text = LargeTemplate.Text(Resources);

    [GlobalCleanup]
    public void CleanUp() => _validation.Dispose();

    [Benchmark]
    public Node Parse() => TemplateParser.ParseText(_text, TemplateParser.RootStack, s_limits);

    [Benchmark]
    public int ParseAndValidate()
    {
        var problems = _validation.ProblemsAsync(_text, limits: s_limits).GetAwaiter().GetResult();
        return problems.Count == 0 ? 0 : throw new InvalidOperationException(problems[0].ToString());
    }

    [Test]
    [Explicit("Takes a minute, and means something only in a release build on a quiet machine.")]
    public void Run()
    {
        var job = Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance);
        var summary = BenchmarkRunner.Run<ParsingAndValidation>(ManualConfig.Create(DefaultConfig.Instance).AddJob(job).WithOptions(ConfigOptions.DisableOptimizationsValidator));
        Assert.That(summary.Reports, Has.All.Property(nameof(BenchmarkDotNet.Reports.BenchmarkReport.Success)).True);
    }
}
