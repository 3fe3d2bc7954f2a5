using Heat.Core.Values;
using Heat.Tests.Signals;
using NUnit.Framework;

namespace Heat.Tests.Orchestration;

/// <summary>Where a failure is told to be, in a template that came as an object and so has no lines.</summary>
internal sealed class FailurePlaces
{
    [Test]
    public async Task A_value_that_is_known_only_when_it_is_needed_is_told_with_its_path()
    {
        await using var bench = await SignalBench.StartAsync();
        var stack = await bench.BeginAsync("{v: {type: 'OS::Heat::Value', properties: {type: number, value: 1000}}, r: {type: 'OS::Heat::RandomString', properties: {length: {get_attr: [v, value]}}}}");
        Assert.That(await bench.EndAsync(stack), Is.EqualTo("CREATE_FAILED"));
        Assert.That((await bench.ReadAsync(stack, "stack.stack_status_reason")).AsText(), Does.StartWith("Resource CREATE failed: StackValidationFailed: resources.r: Property error: resources.r.properties.length: "));
    }
}
