using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Heat.Server.LocalCloud.Door;

namespace Heat.Server.LocalCloud.Compute;

/// <summary>Makes and reads SSH keys in the form that people paste into clouds.</summary>
internal static class SshKeys
{
    public static (string Public, string Private) New(string owner)
    {
        using var rsa = RSA.Create(2048);
        var parameters = rsa.ExportParameters(false);
        var blob = new MemoryStream();
        var length = new byte[4];
        foreach (var part in new[] { Encoding.ASCII.GetBytes("ssh-rsa"), parameters.Exponent!, [0, .. parameters.Modulus!] })
        {
            BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
            blob.Write(length);
            blob.Write(part);
        }
        return ($"ssh-rsa {Convert.ToBase64String(blob.ToArray())} Generated-by-Nova {owner}", rsa.ExportRSAPrivateKeyPem() + "\n");
    }

    /// <summary>The MD5 of the key's blob, as SSH clients have shown it since ever.</summary>
    public static string Fingerprint(string publicKey)
    {
        var parts = publicKey.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var blob = new byte[publicKey.Length];
        if (parts.Length < 2 || !Convert.TryFromBase64String(parts[1], blob, out var length))
            throw CloudFaultException.BadRequest("Keypair data is invalid: failed to generate fingerprint");
#pragma warning disable CA5351 // It names a key; it protects nothing.
        return string.Join(':', MD5.HashData(blob.AsSpan(0, length)).Select(part => part.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
#pragma warning restore CA5351
    }
}
