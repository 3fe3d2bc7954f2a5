using Heat.Core.Values;
using Heat.Tests.Hosting;
using NUnit.Framework;

namespace Heat.Tests.Signals;

/// <summary>What users that are resources of a stack may look at in it.</summary>
public sealed class AccessPolicies : SignalBenchFixture
{
    [TestCase("[only-a]", "a"), TestCase("[only-a, a-and-b]", "a"), TestCase("[a-and-b]", "a b"), TestCase("[]", "a b reader only-a a-and-b"), TestCase("[a]", "")]
    public async Task A_user_reads_what_all_of_its_policies_let_it(string policies, string readable)
    {
        var stack = await Bench.MakeAsync($$$"""
            {a: {type: 'OS::Heat::Value', metadata: {of: a}, properties: {value: 1}}, b: {type: 'OS::Heat::None', metadata: {of: b}},
             only-a: {type: 'OS::Heat::AccessPolicy', properties: {AllowedResources: [a]}}, a-and-b: {type: 'OS::Heat::AccessPolicy', properties: {AllowedResources: [a, b]}},
             reader: {type: 'AWS::IAM::User', properties: {Policies: {{{policies}}}, LoginProfile: {Password: a-secret} } } }
            """);
        var user = (await Bench.ReadAsync($"{stack}/resources/reader", "resource.physical_resource_id")).AsText()!;
        var project = (await Bench.ReadAsync(stack, "stack.stack_user_project_id")).AsText()!;
        using var client = await ApiClient.LogInByIdAsync(Bench.Server.ApiAddress, Bench.Server.CloudAddress, user, "a-secret", project);
        string[] resources = ["a", "b", "reader", "only-a", "a-and-b"];
        var statuses = new Dictionary<string, int>();
        foreach (var resource in resources)
            statuses[resource] = (await client.CallAsync("GET", $"{stack}/resources/{resource}/metadata")).Status;
        // The user itself may always look at itself.
        var expected = readable.Split(' ', StringSplitOptions.RemoveEmptyEntries).Append("reader").ToHashSet();
        Assert.That(statuses.Where(entry => entry.Value == 200).Select(entry => entry.Key), Is.EquivalentTo(expected));
        Assert.That(statuses.Values.Where(status => status != 200), Is.All.EqualTo(403));
        Assert.That((await client.CallAsync("GET", stack)).Status, Is.EqualTo(403));
    }
}
