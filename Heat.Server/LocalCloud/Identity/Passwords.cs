using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Heat.Server.LocalCloud.Identity;

/// <summary>Hashes and checks passwords. A password that was right is remembered by its digest, so that asking again costs nothing.</summary>
internal sealed class Passwords
{
    // A toy cloud on loopback: enough to keep plain text out of the file, not to resist a thief of it.
    private const int Iterations = 2000;
    private readonly ConcurrentDictionary<string, byte[]> _right = new();

    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return $"{Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt))}";
    }

    public bool Check(string password, string? hash)
    {
        if (hash is null) return false;
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(password));
        if (_right.TryGetValue(hash, out var known)) return CryptographicOperations.FixedTimeEquals(known, digest);
        var parts = hash.Split('$');
        if (!CryptographicOperations.FixedTimeEquals(Derive(password, Convert.FromBase64String(parts[0])), Convert.FromBase64String(parts[1]))) return false;
        _right[hash] = digest;
        return true;
    }

    private static byte[] Derive(string password, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, 32);
}
