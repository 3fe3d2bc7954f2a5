using System.Text.Json.Nodes;
using NUnit.Framework;

namespace Heat.Tests.LocalCloud;

public sealed class ComputeTests
{
    private const string Servers = "/compute/v2.1/servers";
    private RunningCloud _cloud = null!;
    private CloudSession _demo = null!;
    private string _image = "";

    [SetUp]
    public async Task StartAsync()
    {
        _cloud = await RunningCloud.StartAsync();
        _demo = await _cloud.LogInAsync();
        _image = Text((await _demo.ListAsync("/image/v2/images"))[0]!, "id");
    }

    [TearDown]
    public async Task StopAsync() => await _cloud.DisposeAsync();

    [Test]
    public async Task A_server_builds_then_runs_then_deletes_then_is_gone()
    {
        var id = await ServerAsync();
        var building = await StatusAsync(id);
        _cloud.Time.Pass(1);
        var running = await StatusAsync(id);
        await _demo.SendAsync("DELETE", $"{Servers}/{id}");
        var leaving = (await _demo.GetAsync($"{Servers}/{id}")).Body!["server"]!["OS-EXT-STS:task_state"]!.GetValue<string>();
        _cloud.Time.Pass(1);
        var gone = await _demo.GetAsync($"{Servers}/{id}");
        Assert.Multiple(() =>
        {
            Assert.That((building, running, leaving), Is.EqualTo(("BUILD", "ACTIVE", "deleting")));
            Assert.That((gone.Status, gone.Message), Is.EqualTo((404, $"Instance {id} could not be found.")));
        });
    }

    [Test]
    public async Task Deleting_a_server_removes_the_ports_it_made_and_gives_back_those_it_got()
    {
        var network = Text((await _demo.ListAsync("/network/v2.0/networks?name=private"))[0]!, "id");
        var given = Text(await _demo.MakeAsync("/network/v2.0/ports", $$"""{"port":{"network_id":"{{network}}","name":"given"} }"""), "id");
        var id = await ServerAsync($$""","networks":[{"port":"{{given}}"},{"uuid":"{{network}}"}]""");
        var during = await _demo.ListAsync($"/network/v2.0/ports?device_id={id}");
        await _demo.SendAsync("DELETE", $"{Servers}/{id}");
        var after = await _demo.ListAsync($"/network/v2.0/ports?device_id={id}");
        var port = (await _demo.GetAsync($"/network/v2.0/ports/{given}")).Body!["port"]!;
        Assert.That((during.Count, after.Count, Text(port, "device_id"), Text(port, "status")), Is.EqualTo((2, 0, "", "DOWN")));
    }

    [Test]
    public async Task A_server_that_is_refused_leaves_no_port_behind()
    {
        var network = Text((await _demo.ListAsync("/network/v2.0/networks?name=private"))[0]!, "id");
        var before = await _demo.ListAsync("/network/v2.0/ports");
        var refused = await _demo.PostAsync(Servers, $$$"""{"server":{"name":"s","flavorRef":"1","imageRef":"{{{_image}}}","networks":[{"uuid":"{{{network}}}"},{"port":"nowhere"}]}}""");
        Assert.That((refused.Status, refused.Message), Is.EqualTo((400, "Port nowhere could not be found.")));
        Assert.That(await _demo.ListAsync("/network/v2.0/ports"), Has.Count.EqualTo(before.Count));
    }

    [Test]
    public async Task A_volume_in_a_server_is_in_use_and_not_to_be_deleted()
    {
        var id = await ServerAsync();
        var volume = Text(await _demo.MakeAsync($"/volume/v3/{_demo.ProjectId}/volumes", """{"volume":{"size":1}}"""), "id");
        _cloud.Time.Pass(1);
        await _demo.MakeAsync($"{Servers}/{id}/os-volume_attachments", $$$"""{"volumeAttachment":{"volumeId":"{{{volume}}}"}}""");
        _cloud.Time.Pass(1);
        var shown = (await _demo.GetAsync($"/volume/v3/{_demo.ProjectId}/volumes/{volume}")).Body!["volume"]!;
        var refused = await _demo.SendAsync("DELETE", $"/volume/v3/{_demo.ProjectId}/volumes/{volume}");
        await _demo.SendAsync("DELETE", $"{Servers}/{id}/os-volume_attachments/{volume}");
        _cloud.Time.Pass(1);
        var freed = (await _demo.GetAsync($"/volume/v3/{_demo.ProjectId}/volumes/{volume}")).Body!["volume"]!;
        Assert.Multiple(() =>
        {
            Assert.That((Text(shown, "status"), Text(shown["attachments"]![0]!, "server_id")), Is.EqualTo(("in-use", id)));
            Assert.That(refused.Status, Is.EqualTo(400));
            Assert.That(Text(freed, "status"), Is.EqualTo("available"));
        });
    }

    [Test]
    public async Task A_server_can_boot_from_a_volume_that_goes_with_it()
    {
        var id = await ServerAsync($$""","block_device_mapping_v2":[{"boot_index":0,"uuid":"{{_image}}","source_type":"image","destination_type":"volume","volume_size":1,"delete_on_termination":true}]""", image: false);
        var during = await _demo.ListAsync($"/volume/v3/{_demo.ProjectId}/volumes/detail");
        _cloud.Time.Pass(1);
        await _demo.SendAsync("DELETE", $"{Servers}/{id}");
        _cloud.Time.Pass(1);
        Assert.That(during, Has.Count.EqualTo(1));
        Assert.That(await _demo.ListAsync($"/volume/v3/{_demo.ProjectId}/volumes"), Is.Empty);
    }

    [Test]
    public async Task A_resize_waits_to_be_confirmed()
    {
        var id = await ServerAsync();
        _cloud.Time.Pass(1);
        await _demo.PostAsync($"{Servers}/{id}/action", """{"resize":{"flavorRef":"2"}}""");
        var resizing = await StatusAsync(id);
        _cloud.Time.Pass(1);
        var resized = await StatusAsync(id);
        var confirmed = await _demo.PostAsync($"{Servers}/{id}/action", """{"confirmResize":null}""");
        Assert.That((resizing, resized, confirmed.Status, await StatusAsync(id)), Is.EqualTo(("RESIZE", "VERIFY_RESIZE", 204, "ACTIVE")));
    }

    [Test]
    public async Task An_action_in_the_wrong_state_is_a_conflict()
    {
        var id = await ServerAsync();
        _cloud.Time.Pass(1);
        var refused = await _demo.PostAsync($"{Servers}/{id}/action", """{"os-start":null}""");
        Assert.That((refused.Status, refused.Message), Is.EqualTo((409, $"Cannot 'os-start' instance {id} while it is in vm_state active")));
    }

    [Test]
    public async Task A_quota_refuses_one_server_too_many()
    {
        var admin = await _cloud.LogInAsync("admin");
        await admin.SendAsync("PUT", $"/compute/v2.1/os-quota-sets/{_demo.ProjectId}", """{"quota_set":{"instances":1}}""");
        await ServerAsync();
        var refused = await _demo.PostAsync(Servers, $$$"""{"server":{"name":"s","flavorRef":"1","imageRef":"{{{_image}}}"}}""");
        Assert.That((refused.Status, refused.Message), Is.EqualTo((403, "Quota exceeded for instances: Requested 1, but already used 1 of 1 instances")));
    }

    [TestCase("compute 2.46", "id")]
    [TestCase("compute 2.47", "original_name")]
    public async Task The_flavor_of_a_server_is_shown_as_the_version_has_it(string version, string field)
    {
        var shown = await _demo.GetAsync($"{Servers}/{await ServerAsync()}", ("OpenStack-API-Version", version));
        Assert.That(shown.Body!["server"]!["flavor"]!.AsObject().ContainsKey(field));
    }

    [Test]
    public async Task A_version_out_of_range_is_not_acceptable() =>
        Assert.That((await _demo.GetAsync(Servers, ("OpenStack-API-Version", "compute 2.94"))).Status, Is.EqualTo(406));

    [Test]
    public async Task Servers_come_in_pages_newest_first()
    {
        for (var number = 0; number < 3; number++)
        {
            await ServerAsync();
            _cloud.Time.Pass(1);
        }
        var all = (await _demo.ListAsync(Servers)).Select(server => Text(server!, "id")).ToList();
        var first = (await _demo.GetAsync($"{Servers}?limit=2")).Body!;
        var rest = await _demo.ListAsync($"{Servers}?limit=2&marker={all[1]}");
        Assert.Multiple(() =>
        {
            Assert.That(first["servers"]!.AsArray().Select(server => Text(server!, "id")), Is.EqualTo(all[..2]));
            Assert.That(Text(first["servers_links"]![0]!, "href"), Does.Contain($"marker={all[1]}"));
            Assert.That(rest.Select(server => Text(server!, "id")), Is.EqualTo(all[2..]));
        });
    }

    private async Task<string> ServerAsync(string more = "", bool image = true) =>
        Text(await _demo.MakeAsync(Servers, $$$"""{"server":{"name":"s","flavorRef":"1"{{{(image ? $",\"imageRef\":\"{_image}\"" : "")}}}{{{more}}}}}"""), "id");

    private async Task<string> StatusAsync(string id) => Text((await _demo.GetAsync($"{Servers}/{id}")).Body!["server"]!, "status");

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
