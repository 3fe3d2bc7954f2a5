using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack;

/// <summary>The projects that may use something that isn't public, a flavor or a volume type: the same idea with other words in each service.</summary>
/// <param name="Listing">The last part of the path under which they are listed.</param>
/// <param name="Collection">The name of the list.</param>
/// <param name="Field">What an entry calls the project.</param>
/// <param name="Project">What the actions call the project, with a capital.</param>
internal sealed record ProjectAccess(string Listing, string Collection, string Field, string Project)
{
    public async Task ReplaceAsync(ServiceClient client, string path, IEnumerable<string> projects, CancellationToken cancellation)
    {
        var wanted = projects.ToHashSet();
        var present = (await client.ListAsync($"{path}/{Listing}", Collection, cancellation)).Select(access => access.Text(Field)).OfType<string>().ToHashSet();
        foreach (var project in present.Except(wanted))
            await ActAsync(client, path, $"remove{Project}Access", project, cancellation);
        foreach (var project in wanted.Except(present))
            await ActAsync(client, path, $"add{Project}Access", project, cancellation);
    }

    private Task ActAsync(ServiceClient client, string path, string action, string project, CancellationToken cancellation) =>
        client.PostAsync($"{path}/action", MapValue.Of((action, MapValue.Of((Project.ToLowerInvariant(), project)))), cancellation);
}
