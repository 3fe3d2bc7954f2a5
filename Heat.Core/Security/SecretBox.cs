using System.Security.Cryptography;
using System.Text;

namespace Heat.Core.Security;

/// <summary>
/// Seals what must not be read from the database file: environments, properties, attributes, outputs, credentials. AES-GCM; the id of the row a secret belongs to is bound into the seal,
/// so that a sealed value can't be moved to another row.
/// </summary>
public sealed class SecretBox : IDisposable
{
    private const byte Format = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int HeaderSize = 1 + NonceSize + TagSize;

    private readonly AesGcm _cipher;
    private readonly Lock _gate = new();

    /// <param name="key">32 bytes.</param>
    public SecretBox(ReadOnlySpan<byte> key)
    {
        _cipher = new AesGcm(key, TagSize);
        KeyMark = Convert.ToHexStringLower(HMACSHA256.HashData(key, "key mark"u8)[..8]);
    }

    /// <summary>The same for the same key, and tells nothing else about it.</summary>
    public string KeyMark { get; }

    public byte[] Seal(string text, Guid row)
    {
        var sealedText = new byte[HeaderSize + Encoding.UTF8.GetByteCount(text)];
        sealedText[0] = Format;
        var nonce = sealedText.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        var plain = Encoding.UTF8.GetBytes(text);
        lock (_gate)
            _cipher.Encrypt(nonce, plain, sealedText.AsSpan(HeaderSize), sealedText.AsSpan(1 + NonceSize, TagSize), row.ToByteArray());
        return sealedText;
    }

    /// <exception cref="CryptographicException">The seal is broken, or was made with another key or for another row.</exception>
    public string Open(byte[] sealedText, Guid row)
    {
        if (sealedText.Length < HeaderSize || sealedText[0] != Format)
            throw new CryptographicException("A stored secret has an unknown format.");
        var plain = new byte[sealedText.Length - HeaderSize];
        lock (_gate)
            _cipher.Decrypt(sealedText.AsSpan(1, NonceSize), sealedText.AsSpan(HeaderSize), sealedText.AsSpan(1 + NonceSize, TagSize), plain, row.ToByteArray());
        return Encoding.UTF8.GetString(plain);
    }

    public void Dispose() => _cipher.Dispose();
}
