using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Heat.Server.LocalCloud.Door;

namespace Heat.Server.LocalCloud.ObjectStore;

/// <summary>Addresses that let anybody use one object in one way for some time: the proof is a signature with the account's key.</summary>
internal static class TemporaryAddress
{
    public const string Key = "temp-url-key";
    private const string SecondKey = "temp-url-key-2";

    /// <summary>Whether a request without a token comes with a proof for its method and path.</summary>
    public static bool Allows(CloudRequest request, StoreAccount? account, string path, DateTimeOffset now)
    {
        if (account is null || request.Query("temp_url_sig") is not { } signature || request.Query("temp_url_expires") is not { } expires)
            return false;
        if (!long.TryParse(expires, NumberStyles.None, CultureInfo.InvariantCulture, out var end) || end <= now.ToUnixTimeSeconds())
            return false;
        // Who may write or read an object may also ask whether it is there.
        string[] methods = request.Method == "HEAD" ? ["HEAD", "GET", "PUT"] : [request.Method];
        string?[] keys = [account.Metadata.GetValueOrDefault(Key), account.Metadata.GetValueOrDefault(SecondKey)];
        return keys.OfType<string>().Any(key => methods.Any(method => Fits(signature, key, $"{method}\n{expires}\n{path}")));
    }

    private static bool Fits(string signature, string key, string text)
    {
        var (secret, data) = (Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text));
#pragma warning disable CA5350 // Clients may sign with the digest that the store had first; its length tells which one it is.
        var digest = signature.Length == 40 ? HMACSHA1.HashData(secret, data) : HMACSHA256.HashData(secret, data);
#pragma warning restore CA5350
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature.ToLowerInvariant()), Encoding.UTF8.GetBytes(Convert.ToHexStringLower(digest)));
    }
}
