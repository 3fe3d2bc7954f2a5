using Heat.Server.LocalCloud.Store;

namespace Heat.Server.LocalCloud.ObjectStore;

/// <summary>What the object store stores.</summary>
internal sealed class ObjectTables
{
    public ObjectTables(LocalCloudState state)
    {
        Accounts = state.Table<StoreAccount>("object-store.account");
        Containers = state.Table<StoreContainer>("object-store.container");
        Objects = state.Table<StoreObject>("object-store.object");
        ContainersByAccount = Containers.IndexedBy(container => container.Account);
        ObjectsByContainer = Objects.IndexedBy(item => item.ContainerId);
    }

    public CloudTable<StoreAccount> Accounts { get; }

    public CloudTable<StoreContainer> Containers { get; }

    public CloudTable<StoreObject> Objects { get; }

    public CloudIndex<StoreContainer> ContainersByAccount { get; }

    public CloudIndex<StoreObject> ObjectsByContainer { get; }
}
