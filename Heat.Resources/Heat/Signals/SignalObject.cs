using System.Text.Json;
using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;

namespace Heat.Resources.Heat.Signals;

/// <summary>A resource's object in the object store, to which an instance writes its signal by a temporary address. API: Object Storage v1.</summary>
internal static class SignalObject
{
    private const string NameKey = "swift_signal_object_name";
    private const string AddressKey = "swift_signal_url";

    /// <summary>What an object that keeps all signals says before the first.</summary>
    private const string NoSignalYet = "in progress";

    /// <summary>The container that all signals of a stack share.</summary>
    public static string ContainerOf(ResourceContext resource) => resource.Stack.Id.ToString();

    public static ObjectStoreClient Store(ResourceContext resource) => resource.Cloud.Service<ObjectStoreClient>();

    /// <summary>Makes the object, or writes over the one that there is.</summary>
    /// <param name="keepsAll">Whether of several signals each is kept, or only the last.</param>
    /// <returns>The address to write signals to.</returns>
    public static async Task<string> PrepareAsync(ResourceContext resource, bool keepsAll, CancellationToken cancellation)
    {
        var (store, container) = (Store(resource), ContainerOf(resource));
        await store.PutContainerAsync(container, keepsAll ? [("X-Versions-Location", ServiceClient.Segment(container))] : [], cancellation);
        await store.PutObjectAsync(container, resource.PhysicalName, keepsAll ? NoSignalYet : "", cancellation);
        return await store.TemporaryAddressAsync(HttpMethod.Put, container, resource.PhysicalName, cancellation);
    }

    /// <summary>The object's name, if the resource has one for signals.</summary>
    public static string? NameIn(IReadOnlyDictionary<string, string> data) => data.GetValueOrDefault(NameKey);

    /// <summary>Makes an object that keeps all signals, and notes its name and its address with the resource.</summary>
    public static async Task PrepareForSignalsAsync(ResourceContext resource, CancellationToken cancellation)
    {
        // Noted before the call, so that an object that was made just before a crash is known.
        resource.RecordData(NameKey, resource.PhysicalName);
        await resource.SecureAsync();
        resource.RecordData(AddressKey, await PrepareAsync(resource, keepsAll: true, cancellation));
    }

    /// <summary>Where signals for the object that was made for them are written.</summary>
    public static string? AddressIn(IReadOnlyDictionary<string, string> data) => data.GetValueOrDefault(AddressKey);

    /// <summary>All signals written so far to an object of the stack that keeps all, the oldest first; of those with the same id the last.</summary>
    public static async Task<IReadOnlyList<MapValue>> ReadSignalsAsync(ResourceContext resource, string name, CancellationToken cancellation)
    {
        var (store, container) = (Store(resource), ContainerOf(resource));
        var signals = new List<MapValue>();
        var versions = (await store.ListObjectsAsync(container, cancellation)).Where(item => item.Contains(name, StringComparison.Ordinal)).ToList();
        // The first version is what the object was made with.
        foreach (var version in versions.Skip(1))
        {
            var signal = Complete(await store.ReadObjectAsync(container, version, cancellation), signals.Count + 1);
            signals.RemoveAll(earlier => earlier.Get("id") == signal.Get("id"));
            signals.Add(signal);
        }

        return signals;
    }

    /// <summary>Removes the object with all its versions, and the container with the last object.</summary>
    public static async Task RemoveAsync(ResourceContext resource, CancellationToken cancellation)
    {
        var (store, container) = (Store(resource), ContainerOf(resource));
        try
        {
            // Each deletion brings the version before back, until there is none.
            while (true)
                await store.DeleteObjectAsync(container, resource.PhysicalName, cancellation);
        }
        catch (CloudException gone) when (gone.Nature == FailureNature.NotFound)
        {
            await store.DeleteContainerIfEmptyAsync(container, cancellation);
        }
    }

    private static MapValue Complete(string text, int number)
    {
        var given = Parsed(text);
        var id = given.ContainsKey("id") ? given.Get("id") : number;
        return MapValue.Of(("data", Value.Null), ("id", id), ("reason", $"Signal {ValueText.Plain(id)} received"), ("status", SignalHandle.Success)).With(given);
    }

    private static MapValue Parsed(string text)
    {
        if (text.Length == 0)
            return MapValue.Empty;
        try
        {
            return ValueJson.Parse(text) as MapValue ?? throw Unreadable(text);
        }
        catch (JsonException)
        {
            throw Unreadable(text);
        }
    }

    private static ResourceException Unreadable(string text) => new("Error", $"Failed to parse JSON data: {text}");
}
