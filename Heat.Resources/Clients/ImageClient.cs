using Heat.Core.Values;

namespace Heat.Resources.Clients;

/// <summary>Images. API: Image v2.</summary>
public sealed class ImageClient(OpenStackSession session) : ServiceClient(session)
{
    public override IReadOnlyList<string> ServiceTypes { get; } = ["image"];

    protected override string Version => "v2";

    /// <summary>The image with its facts at the top level, as this service gives it.</summary>
    public Task<MapValue> GetImageAsync(string id, CancellationToken cancellation) => GetAsync($"/images/{Segment(id)}", cancellation);

    /// <summary>Does something to an image that needs no words, such as <c>deactivate</c>.</summary>
    public Task ActAsync(string id, string action, CancellationToken cancellation) => SendAsync(HttpMethod.Post, $"/images/{Segment(id)}/actions/{action}", null, cancellation);

    public Task AddTagAsync(string id, string tag, CancellationToken cancellation) => SendAsync(HttpMethod.Put, $"/images/{Segment(id)}/tags/{Segment(tag)}", null, cancellation);

    /// <summary>Changes an image by JSON Patch operations.</summary>
    public async Task ChangeImageAsync(string id, ListValue operations, CancellationToken cancellation) =>
        await SendAsync(
            endpoint => new CloudRequest(HttpMethod.Patch, AddressOf(endpoint, $"/images/{Segment(id)}"))
            {
                RawBody = ValueJson.WriteBytes(operations),
                ContentType = "application/openstack-images-v2.1-json-patch",
                Gate = ServiceTypes[0],
            },
            cancellation);

    protected internal override Task<string> FindIdAsync(string kind, string nameOrId, CancellationToken cancellation) =>
        kind == "image" ? FindImageIdAsync(nameOrId, cancellation) : base.FindIdAsync(kind, nameOrId, cancellation);

    private protected override CloudException Fault(CloudResponse answer) => Faults.OfImage(answer);

    private async Task<string> FindImageIdAsync(string nameOrId, CancellationToken cancellation)
    {
        if (Guid.TryParse(nameOrId, out _) && await ExistsAsync(nameOrId, cancellation))
            return nameOrId;
        var images = await ListAsync($"/images?name={Segment(nameOrId)}", "images", cancellation);
        var asked = ValueText.Literal(MapValue.Of(("name", nameOrId)));
        return images.Count switch
        {
            1 => images[0].Get("id").AsText() ?? nameOrId,
            0 => throw new CloudException("EntityMatchNotFound", $"No images matching {asked}.", null, Core.Resources.FailureNature.NotFound),
            _ => throw CloudException.Ambiguous("EntityUniqueMatchNotFound", $"No images unique match found for {asked}."),
        };
    }

    private async Task<bool> ExistsAsync(string id, CancellationToken cancellation)
    {
        try
        {
            await GetImageAsync(id, cancellation);
            return true;
        }
        catch (CloudException missing) when (missing.Nature == Core.Resources.FailureNature.NotFound)
        {
            return false;
        }
    }
}
