using System.Security.Cryptography;
using System.Text;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>The keys under which templates and files are stored once: a hash of what they contain.</summary>
internal static class ContentKey
{
    public static DocumentRecord Document(Value content)
    {
        var json = ValueJson.Write(content);
        return new DocumentRecord(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))), json);
    }

    public static DocumentRecord Document(IReadOnlyDictionary<string, string> files) =>
        Document(MapValue.Create(files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => KeyValuePair.Create(file.Key, (Value)file.Value))));
}
