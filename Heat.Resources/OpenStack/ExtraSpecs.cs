using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack;

/// <summary>The demands that a flavor or a volume type makes on what it runs on: names with values, set together and removed one by one.</summary>
/// <param name="Segment">The last part of their path.</param>
internal sealed record ExtraSpecs(string Segment)
{
    public async Task<MapValue> ReadAsync(ServiceClient client, string path, CancellationToken cancellation) =>
        (await client.GetAsync($"{path}/{Segment}", cancellation)).Get("extra_specs").AsMap() ?? MapValue.Empty;

    public Task SetAsync(ServiceClient client, string path, Value specs, CancellationToken cancellation) =>
        client.PostAsync($"{path}/{Segment}", MapValue.Of(("extra_specs", specs)), cancellation);

    /// <summary>Removes what there is and sets what is wanted, if anything is.</summary>
    public async Task ReplaceAsync(ServiceClient client, string path, Value? specs, CancellationToken cancellation)
    {
        foreach (var name in (await ReadAsync(client, path, cancellation)).Keys)
            await Absence.IgnoreAsync(() => client.DeleteAsync($"{path}/{Segment}/{ServiceClient.Segment(name)}", cancellation));
        if (specs is not null)
            await SetAsync(client, path, specs, cancellation);
    }
}
