using Heat.Core.Signals;
using Heat.Core.Values;
using NUnit.Framework;

namespace Heat.Tests.Signals;

/// <summary>What happens to a signal before any type sees it, and how it is told.</summary>
internal sealed class SignalRefusals : SignalBenchFixture
{
    [Test]
    public async Task A_type_that_takes_no_signals_refuses_them()
    {
        var stack = await Bench.MakeAsync("{a: {type: OS::Heat::None}}");
        var answer = await Bench.SignalAsync(stack, "a", MapValue.Of(("x", 1)));
        Assert.That(answer.Status, Is.EqualTo(400));
        Assert.That(answer.Dig("error.type").AsText(), Is.EqualTo("ResourceActionNotSupported"));
        Assert.That(answer.Dig("error.message").AsText(), Is.EqualTo("signal is not supported for resource."));
    }

    [Test]
    public async Task A_resource_that_is_not_there_cannot_be_signalled()
    {
        var stack = await Bench.MakeAsync("{a: {type: OS::Heat::None}}");
        var answer = await Bench.SignalAsync(stack, "b");
        Assert.That((answer.Status, answer.Dig("error.type").AsText()), Is.EqualTo((404, "ResourceNotFound")));
    }

    [TestCase("null", null, "No signal details provided")]
    [TestCase("{}", "status:SUCCESS reason:r", "Signal: status:SUCCESS reason:r")]
    [TestCase("""{"previous": "ok", "current": "alarm", "reason": "hot"}""", null, "alarm state changed from ok to alarm (hot)")]
    [TestCase("\"a text\"", null, "a text")]
    [TestCase("""{"x": 1}""", null, "Unknown")]
    public void The_event_says_what_came_of_a_signal(string details, string? result, string reason) =>
        Assert.That(SignalReason.Of(ValueJson.Parse(details), result), Is.EqualTo(reason));
}
