using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Heat.Core.Templates.Hot.Functions;

/// <summary>The algorithms of the function <c>digest</c> by name.</summary>
internal static class DigestAlgorithms
{
    private static readonly Dictionary<string, Func<byte[], byte[]>> s_all = new(StringComparer.OrdinalIgnoreCase)
    {
        ["md5"] = MD5.HashData,
        ["sha1"] = SHA1.HashData,
        ["sha224"] = Sha224,
        ["sha256"] = SHA256.HashData,
        ["sha384"] = SHA384.HashData,
        ["sha512"] = SHA512.HashData,
    };

    private static readonly uint[] s_sha224Start = [0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4];

    private static readonly uint[] s_roundConstants = [.. Primes().Take(64).Select(FractionOfCubeRoot)];

    static DigestAlgorithms()
    {
        if (SHA3_256.IsSupported)
            (s_all["sha3_256"], s_all["sha3_384"], s_all["sha3_512"]) = (SHA3_256.HashData, SHA3_384.HashData, SHA3_512.HashData);
    }

    public static IEnumerable<string> Names => s_all.Keys;

    public static Func<byte[], byte[]>? Find(string name) => s_all.GetValueOrDefault(name);

    /// <summary>SHA-224 (FIPS 180-4, 6.3): SHA-256 with another start and a shorter result. The platform has no implementation of it.</summary>
    private static byte[] Sha224(byte[] message)
    {
        var state = (uint[])s_sha224Start.Clone();
        foreach (var block in Padded(message).Chunk(64))
            Compress(state, block);
        var result = new byte[28];
        for (var index = 0; index < 7; index++)
            BinaryPrimitives.WriteUInt32BigEndian(result.AsSpan(index * 4), state[index]);
        return result;
    }

    private static byte[] Padded(byte[] message)
    {
        var padded = new byte[(message.Length + 8 + 64) / 64 * 64];
        message.CopyTo(padded, 0);
        padded[message.Length] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(padded.AsSpan(padded.Length - 8), message.LongLength * 8);
        return padded;
    }

    private static void Compress(uint[] state, byte[] block)
    {
        var words = new uint[64];
        for (var t = 0; t < 64; t++)
            words[t] = t < 16 ? BinaryPrimitives.ReadUInt32BigEndian(block.AsSpan(t * 4)) : Spread(words[t - 2], 17, 19, 10) + words[t - 7] + Spread(words[t - 15], 7, 18, 3) + words[t - 16];
        var (a, b, c, d, e, f, g, h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
        for (var t = 0; t < 64; t++)
        {
            var first = h + Mixed(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + s_roundConstants[t] + words[t];
            var second = Mixed(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + first, c, b, a, first + second);
        }

        uint[] added = [a, b, c, d, e, f, g, h];
        for (var index = 0; index < 8; index++)
            state[index] += added[index];
    }

    private static uint Mixed(uint word, int first, int second, int third) =>
        BitOperations.RotateRight(word, first) ^ BitOperations.RotateRight(word, second) ^ BitOperations.RotateRight(word, third);

    private static uint Spread(uint word, int first, int second, int shift) =>
        BitOperations.RotateRight(word, first) ^ BitOperations.RotateRight(word, second) ^ (word >> shift);

    private static IEnumerable<int> Primes() => Enumerable.Range(2, 400).Where(number => Enumerable.Range(2, number - 2).All(divisor => number % divisor != 0));

    // The standard defines the constants so: the first 32 bits behind the point of the prime's cube root.
    private static uint FractionOfCubeRoot(int prime)
    {
        var root = BigInteger.Zero;
        for (var bit = BigInteger.One << 36; bit > 0; bit >>= 1)
            if (BigInteger.Pow(root + bit, 3) <= (BigInteger)prime << 96)
                root += bit;
        return (uint)(root & uint.MaxValue);
    }
}
