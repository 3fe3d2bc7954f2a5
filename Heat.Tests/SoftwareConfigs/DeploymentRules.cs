using Heat.Core.Values;
using Heat.Resources.Heat.SoftwareConfigs;
using NUnit.Framework;

namespace Heat.Tests.SoftwareConfigs;

/// <summary>How reports of instances are judged, and how structured configurations are filled in.</summary>
internal sealed class DeploymentRules
{
    private static readonly MapValue[] s_declared =
    [
        MapValue.Of(("name", "result"), ("error_output", false)),
        MapValue.Of(("name", "fault"), ("error_output", true)),
    ];

    [TestCase("""{"deploy_status_code": 0, "result": "fine"}""", true, "Outputs received", "deployment d succeeded")]
    [TestCase("{}", true, "Outputs received", "deployment d succeeded")]
    [TestCase("""{"deploy_status_code": 3}""", false, "deploy_status_code : Deployment exited with non-zero status code: 3", "deployment d failed (3)")]
    [TestCase("""{"fault": "disk"}""", false, "fault : disk", "deployment d failed")]
    public void A_report_tells_success_or_failure(string details, bool isSuccess, string reason, string told)
    {
        var signal = DeploymentSignal.Judge("d", ValueJson.ParseMap(details), s_declared, MapValue.Empty);
        Assert.That((signal.IsSuccess, signal.Reason, signal.Told), Is.EqualTo((isSuccess, reason, told)));
    }

    [Test]
    public void A_report_keeps_what_is_declared_and_what_every_tool_tells()
    {
        var details = ValueJson.ParseMap("""{"result": 1, "unknown": 2, "deploy_stdout": "out"}""");
        var outputs = DeploymentSignal.Judge("d", details, s_declared, MapValue.Empty).Outputs;
        Assert.That(outputs, Is.EqualTo(ValueJson.ParseMap("""{"result": 1, "deploy_stdout": "out", "deploy_stderr": null, "deploy_status_code": null}""")));
    }

    [Test]
    public void Inputs_are_filled_in_wherever_they_stand()
    {
        var config = ValueJson.Parse("""{"a": {"get_input": "x"}, "b": [{"get_input": "x"}, {"get_input": "none"}], "c": {"get_input": "x", "more": 1}}""");
        var filled = StructuredDeployment.Filled(config, "get_input", MapValue.Of(("x", 5)), isStrict: false);
        Assert.That(filled, Is.EqualTo(ValueJson.Parse("""{"a": 5, "b": [5, null], "c": {"get_input": "x", "more": 1}}""")));
    }

    [Test]
    public void A_missing_input_is_a_fault_where_inputs_are_checked() =>
        Assert.That(
            () => StructuredDeployment.Filled(ValueJson.Parse("""{"get_input": "x"}"""), "get_input", MapValue.Empty, isStrict: true),
            Throws.Exception.With.Message.EqualTo("The Parameter (x) was not provided."));
}
