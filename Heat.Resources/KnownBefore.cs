using Heat.Core.Resources;
using Heat.Core.Values;

namespace Heat.Resources;

/// <summary>Tells objects that a lost call may have made from older ones where the service doesn't say when it made them: the older ones are noted before the call.</summary>
internal static class KnownBefore
{
    private const string Notes = "known_before";

    /// <summary>To be called before the call. When this returns, the note is on disk; objects that can be nobody else's need none.</summary>
    public static async Task NoteAsync(ResourceType type, ResourceContext resource, Func<Task<IEnumerable<string>>> list)
    {
        if (type.FindsOnlyItsOwn(resource))
            return;
        resource.RecordData(Notes, ValueJson.Write(ListValue.Create((await list()).Select(id => (Value)id))));
        await resource.SecureAsync();
    }

    /// <summary>Those of these objects that weren't there before the call; none when there was no call.</summary>
    public static IReadOnlyList<string> Others(ResourceType type, ResourceContext resource, IEnumerable<string> ids) =>
        type.FindsOnlyItsOwn(resource) ? [.. ids]
        : resource.Data.TryGetValue(Notes, out var known) ? [.. ids.Except(ValueJson.Parse(known).Texts())]
        : [];

    /// <summary>To be called once the id is noted.</summary>
    public static void Forget(ResourceContext resource)
    {
        if (resource.Data.ContainsKey(Notes))
            resource.RecordData(Notes, null);
    }
}
