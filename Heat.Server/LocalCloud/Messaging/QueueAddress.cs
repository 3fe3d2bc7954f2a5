namespace Heat.Server.LocalCloud.Messaging;

/// <summary>Which queue a request is about, and which program it comes from.</summary>
internal sealed record QueueAddress(string Project, string Name, string ClientId)
{
    public string Id => MessageQueue.IdOf(Project, Name);

    /// <summary>The queue's path as answers have it.</summary>
    public string Path => $"/v2/queues/{Name}";
}
