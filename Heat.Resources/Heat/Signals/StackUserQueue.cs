using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.Heat.Signals;

/// <summary>A queue of a resource, in the project of the stack's in-instance users: the resource's own user reads and writes it. API: Messaging v2.</summary>
/// <param name="dataKey">What the resource notes the queue's name as.</param>
internal sealed class StackUserQueue(string dataKey)
{
    private const string ProjectKey = "queue_project_id";
    private const int LongestName = 64;

    /// <summary>Where instances post signals.</summary>
    public static StackUserQueue Signals { get; } = new("zaqar_signal_queue_id");

    /// <summary>Where instances find what the server's metadata have become.</summary>
    public static StackUserQueue Metadata { get; } = new("metadata_queue_id");

    /// <summary>The queue's name in a resource's data; null when it has none.</summary>
    public string? NameIn(IReadOnlyDictionary<string, string> data) => data.GetValueOrDefault(dataKey);

    /// <summary>Makes the queue, and the user with it, or takes what there is.</summary>
    /// <returns>The queue's name.</returns>
    public async Task<string> PrepareAsync(ResourceContext resource, CancellationToken cancellation)
    {
        await StackUserResource.UserAsync(resource, cancellation);
        var name = NameIn(resource.Data) ?? (resource.PhysicalName.Length <= LongestName ? resource.PhysicalName : resource.PhysicalName[^LongestName..]);
        // Noted before the call, so that a queue that was made just before a crash is known.
        resource.RecordData(ProjectKey, await resource.StackUserProjectAsync(cancellation));
        resource.RecordData(dataKey, name);
        await resource.SecureAsync();
        await ClientOf(resource).MakeQueueAsync(name, MapValue.Empty, cancellation);
        return name;
    }

    /// <summary>Removes the messages that nobody has read.</summary>
    public Task EmptyAsync(ResourceContext resource, CancellationToken cancellation) => ClientOf(resource).EmptyQueueAsync(NameIn(resource.Data)!, cancellation);

    /// <summary>Posts a message, if the resource has this queue.</summary>
    public Task PostAsync(ResourceContext resource, MapValue message, CancellationToken cancellation) => NameIn(resource.Data) is { } name
        ? ClientOf(resource).PostMessagesAsync(name, [message], MessagingClient.UsualTtl, cancellation)
        : Task.CompletedTask;

    /// <summary>Deletes the queue, as long as its user is there.</summary>
    public async Task RemoveAsync(ResourceContext resource, CancellationToken cancellation)
    {
        if (NameIn(resource.Data) is not { } name)
            return;
        await Absence.IgnoreAsync(async () =>
        {
            // While its resource is suspended, the user is kept out.
            await StackUserResource.Users(resource).EnableAsync(resource.Data[StackUserResource.UserIdKey], true, cancellation);
            await ClientOf(resource).DeleteQueueAsync(name, cancellation);
        });
        resource.RecordData(dataKey, null);
    }

    /// <summary>The messaging service as the user of the resource with this data reaches it.</summary>
    public static MessagingClient ClientOf(IReadOnlyDictionary<string, string> data, MessagingClient messages) =>
        messages.AsStackUser(data[StackUserResource.UserIdKey], data[StackUserResource.PasswordKey], data[ProjectKey]);

    private static MessagingClient ClientOf(ResourceContext resource) => ClientOf(resource.Data, resource.Cloud.Service<MessagingClient>());
}
