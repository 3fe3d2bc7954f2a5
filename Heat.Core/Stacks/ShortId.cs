using System.Security.Cryptography;

namespace Heat.Core.Stacks;

/// <summary>The twelve characters (a–z, 2–7) that make physical names unique. They are made of 60 random bits of an id.</summary>
public static class ShortId
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int Length = 12;

    /// <summary>The short id that belongs to an id: always the same.</summary>
    public static string From(Guid id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(id.ToByteArray(), hash);
        return Encode(hash);
    }

    private static string Encode(ReadOnlySpan<byte> bits)
    {
        Span<char> text = stackalloc char[Length];
        var value = BitConverter.ToUInt64(bits);
        for (var place = 0; place < Length; place++)
        {
            text[place] = Alphabet[(int)(value & 31)];
            value >>= 5;
        }

        return new string(text);
    }
}
