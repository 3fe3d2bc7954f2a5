using System.Net;
using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.OpenStack.BlockStorage;

/// <summary>Plugs volumes into servers and out of them: a matter of two services, which both have to be done with it.</summary>
internal static class VolumeAttachments
{
    /// <returns>The id of the attachment.</returns>
    public static async Task<string> AttachAsync(ResourceContext resource, string server, string volume, string? device, CancellationToken cancellation)
    {
        var body = MapValue.Of(("volumeId", volume), ("device", string.IsNullOrEmpty(device) ? Value.Null : device)).WithoutNulls();
        try
        {
            var answer = await Compute(resource).PostAsync(PathOf(server), MapValue.Of(("volumeAttachment", body)), cancellation);
            return answer.Get("volumeAttachment").AsMap()?.Text("id") ?? volume;
        }
        catch (CloudException refused) when (refused.Nature is FailureNature.Final or FailureNature.NotFound)
        {
            throw new ResourceException("Error", $"Failed to attach volume {volume} to server {server} - {refused.Message}", FailureNature.Final, refused);
        }
    }

    /// <summary>For steps that may be begun again: an attachment that is there already is the one.</summary>
    public static async Task<string> EnsureAttachedAsync(ResourceContext resource, string server, string volume, string? device, CancellationToken cancellation) =>
        (await FindAsync(resource, server, volume, cancellation)).FirstOrDefault() ?? await AttachAsync(resource, server, volume, device, cancellation);

    public static async Task<bool> IsAttachedAsync(ResourceContext resource, string volume, CancellationToken cancellation) =>
        (await Storage(resource).GetVolumeAsync(volume, cancellation)).Text("status") switch
        {
            "available" or "attaching" or "reserved" => false,
            "in-use" => true,
            var status => throw ResourceException.UnknownStatus(status ?? "None", "Volume attachment failed"),
        };

    public static async Task DetachAsync(ResourceContext resource, string server, string attachment, CancellationToken cancellation)
    {
        try
        {
            await Compute(resource).DeleteAsync($"{PathOf(server)}/{ServiceClient.Segment(attachment)}", cancellation);
        }
        catch (CloudException gone) when (gone.Nature == FailureNature.NotFound || gone.StatusCode == HttpStatusCode.BadRequest)
        {
            // Not attached any more is what is wanted.
        }
        catch (CloudException refused) when (refused.Nature == FailureNature.Final)
        {
            throw new ResourceException("Error", $"Could not detach attachment {attachment} from server {server}.", FailureNature.Final, refused);
        }
    }

    public static async Task<bool> IsDetachedAsync(ResourceContext resource, string server, string volume, string attachment, CancellationToken cancellation) =>
        await IsFreeAsync(resource, server, volume, cancellation)
        && await Compute(resource).TryGetAsync($"{PathOf(server)}/{ServiceClient.Segment(attachment)}", "volumeAttachment", cancellation) is null;

    public static async Task<IReadOnlyList<string>> FindAsync(ResourceContext resource, string server, string volume, CancellationToken cancellation) =>
        [.. (await Compute(resource).ListAsync(PathOf(server), "volumeAttachments", cancellation)).Where(found => found.Text("volumeId") == volume).Ids()];

    private static async Task<bool> IsFreeAsync(ResourceContext resource, string server, string id, CancellationToken cancellation)
    {
        if (await Storage(resource).TryGetAsync($"/volumes/{ServiceClient.Segment(id)}", "volume", cancellation) is not { } volume)
            return true;
        if (volume.Get("attachments").Maps().All(attachment => attachment.Text("server_id") != server))
            return volume.Text("status") is not ("detaching" or "reserved");
        return volume.Text("status") switch
        {
            "in-use" or "detaching" or "reserved" => false,
            "available" or "deleting" => true,
            var status => throw ResourceException.UnknownStatus(status ?? "None", "Volume detachment failed"),
        };
    }

    private static string PathOf(string server) => $"/servers/{ServiceClient.Segment(server)}/os-volume_attachments";

    private static ComputeClient Compute(ResourceContext resource) => resource.Cloud.Service<ComputeClient>();

    private static BlockStorageClient Storage(ResourceContext resource) => resource.Cloud.Service<BlockStorageClient>();
}
