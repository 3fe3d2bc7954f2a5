using System.Text.Json;

namespace Heat.Server.LocalCloud.Store;

/// <summary>The changes of one request. They show in memory at once, and all of them are taken back if the request or its saving fails.</summary>
internal sealed class CloudTransaction(DateTimeOffset now)
{
    private readonly List<CloudChange> _changes = [];
    private readonly Stack<Action> _undo = [];

    public DateTimeOffset Now => now;

    public IReadOnlyList<CloudChange> Changes => _changes;

    public T Put<T>(CloudTable<T> table, T item) where T : class, ICloudObject
    {
        var before = table.Find(item.Id);
        table.Replace(before, item);
        _undo.Push(() => { if (ReferenceEquals(table.Find(item.Id), item)) table.Replace(item, before); });
        _changes.Add(new CloudChange(table.Kind, item.Id, JsonSerializer.Serialize(item, CloudJson.Options)));
        return item;
    }

    public void Remove<T>(CloudTable<T> table, T item) where T : class, ICloudObject
    {
        if (table.Find(item.Id) is not { } before) return;
        table.Replace(before, null);
        _undo.Push(() => { if (table.Find(item.Id) is null) table.Replace(null, before); });
        _changes.Add(new CloudChange(table.Kind, item.Id, null));
    }

    public void Undo()
    {
        while (_undo.TryPop(out var step)) step();
    }
}
