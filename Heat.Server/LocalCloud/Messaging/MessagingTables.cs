using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.Messaging;

/// <summary>What the messaging service stores.</summary>
internal sealed class MessagingTables
{
    public MessagingTables(LocalCloudState state)
    {
        Queues = state.Table<MessageQueue>("messaging.queue");
        Messages = state.Table<QueuedMessage>("messaging.message");
        Subscriptions = state.Table<QueueSubscription>("messaging.subscription");
        QueuesByProject = Queues.IndexedBy(queue => queue.Project);
        MessagesByQueue = Messages.IndexedBy(message => message.QueueId);
        SubscriptionsByQueue = Subscriptions.IndexedBy(subscription => subscription.QueueId);
    }

    public CloudTable<MessageQueue> Queues { get; }

    public CloudTable<QueuedMessage> Messages { get; }

    public CloudTable<QueueSubscription> Subscriptions { get; }

    public CloudIndex<MessageQueue> QueuesByProject { get; }

    public CloudIndex<QueuedMessage> MessagesByQueue { get; }

    public CloudIndex<QueueSubscription> SubscriptionsByQueue { get; }

    /// <summary>The queue; it is made when there is none yet.</summary>
    public MessageQueue Ensure(QueueAddress address, CloudTransaction transaction) =>
        Queues.Find(address.Id) ?? transaction.Put(Queues, new MessageQueue { Id = address.Id, Project = address.Project, Name = address.Name, CreatedAt = transaction.Now });

    /// <summary>The messages of a queue whose time isn't over, in the order in which they were posted.</summary>
    public IEnumerable<QueuedMessage> Living(string queueId, DateTimeOffset now) =>
        MessagesByQueue[queueId].Where(message => message.IsThere(now)).OrderBy(message => message.MessageId, StringComparer.Ordinal);
}
