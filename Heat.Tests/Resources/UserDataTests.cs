using Heat.Core.Values;
using Heat.Resources.OpenStack.Compute;
using NUnit.Framework;

namespace Heat.Tests.Resources;

public sealed class UserDataTests
{
    [Test]
    public void Raw_user_data_stays_as_it_is() => Assert.That(UserData.Build("RAW", "#!/bin/sh\n", MapValue.Of(("a", 1)), null), Is.EqualTo("#!/bin/sh\n"));

    [Test]
    public void The_tools_get_user_data_metadata_and_the_address_to_ask()
    {
        var message = UserData.Build("HEAT_CFNTOOLS", "echo hello", MapValue.Of(("a", 1)), new Uri("http://cfn:8000/v1/"));
        Assert.Multiple(() =>
        {
            Assert.That(message, Does.StartWith("Content-Type: multipart/mixed; boundary=\"==============="));
            foreach (var part in new[] { "cfn-userdata", "cfn-init-data", "cfn-metadata-server", "cfn-boto-cfg", "part-handler.py", "loguserdata.py", "boothook.sh" })
                Assert.That(message, Does.Contain($"filename=\"{part}\""));
            Assert.That(message, Does.Contain("echo hello").And.Contain("""{"a": 1}""").And.Contain("cfn_region_endpoint = cfn"));
        });
    }

    [Test]
    public void A_multipart_message_is_taken_apart_and_its_parts_are_passed_on()
    {
        const string Given = "Content-Type: multipart/mixed; boundary=\"XX\"\nMIME-Version: 1.0\n\n--XX\nContent-Type: text/x-shellscript; charset=\"us-ascii\"\nContent-Disposition: attachment; filename=\"one.sh\"\n\nfirst\n--XX\nContent-Type: text/cloud-config\n\nsecond\n--XX--\n";
        var message = UserData.Build("SOFTWARE_CONFIG", Given, MapValue.Empty, null);
        Assert.That(message, Does.Contain("Content-Type: text/x-shellscript").And.Contain("filename=\"one.sh\"\n\nfirst").And.Contain("\n\nsecond").And.Not.Contain("--XX"));
    }

    [Test]
    public void Ignition_gets_the_metadata_as_files()
    {
        var built = ValueJson.ParseMap(UserData.Build("SOFTWARE_CONFIG", """{"ignition": {"version": "2.2.0"}}""", MapValue.Of(("a", 1)), null));
        Assert.That(built.Get("storage").AsMap()!.Get("files").Maps().Select(file => file.Get("path").AsText()), Is.EqualTo(new[] { "/var/lib/heat-cfntools/cfn-init-data", "/var/lib/cloud/data/cfn-init-data" }));
    }

    [Test]
    public void Letters_beyond_ascii_are_encoded() => Assert.That(UserData.Build("SOFTWARE_CONFIG", "echo é", MapValue.Empty, null), Does.Contain("Content-Transfer-Encoding: base64").And.Not.Contain("é"));
}
