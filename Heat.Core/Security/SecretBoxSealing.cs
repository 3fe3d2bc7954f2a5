using Heat.Core.Values;

namespace Heat.Core.Security;

/// <summary>Sealing and opening of values.</summary>
internal static class SecretBoxSealing
{
    public static byte[] Seal(this SecretBox secrets, Value value, Guid row) => secrets.Seal(ValueJson.Write(value), row);

    public static byte[]? SealUnlessEmpty(this SecretBox secrets, MapValue value, Guid row) => value.Count == 0 ? null : secrets.Seal(value, row);

    public static MapValue OpenMap(this SecretBox secrets, byte[]? sealedValue, Guid row) =>
        sealedValue is null ? MapValue.Empty : ValueJson.ParseMap(secrets.Open(sealedValue, row));
}
