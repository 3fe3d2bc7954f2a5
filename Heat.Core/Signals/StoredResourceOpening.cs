using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Core.Signals;

/// <summary>Opens what is sealed in a resource's record.</summary>
internal static class StoredResourceOpening
{
    public static StoredResource Opened(this ResourceRecord record, SecretBox secrets) => new(
        record.Id,
        record.Name,
        record.MappedType,
        record.PhysicalId,
        record.Action,
        record.Status,
        ValueJson.ParseMap(record.Metadata),
        secrets.OpenMap(record.Data, record.Id).TextEntries());
}
