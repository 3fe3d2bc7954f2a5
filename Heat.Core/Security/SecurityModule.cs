using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Heat.Core.Security;

/// <summary>Registers the sealing of secrets.</summary>
public static class SecurityModule
{
    private const int KeySize = 32;

    public static IServiceCollection AddSecurity(this IServiceCollection services, SecurityOptions options, string dataDirectory)
    {
        services.TryAddSingleton(_ => new SecretBox(options.EncryptionKey is { } key ? Configured(key) : Kept(Path.Combine(dataDirectory, "secret.key"))));
        return services;
    }

    private static byte[] Configured(string key)
    {
        var bytes = new byte[KeySize + 1];
        return Convert.TryFromBase64String(key, bytes, out var length) && length == KeySize
            ? bytes[..KeySize]
            : throw new InvalidOperationException($"{SecurityOptions.Section}:{nameof(SecurityOptions.EncryptionKey)} has to be {KeySize} bytes in Base64.");
    }

    private static byte[] Kept(string file)
    {
        if (File.Exists(file))
            return Configured(File.ReadAllText(file).Trim());
        var key = RandomNumberGenerator.GetBytes(KeySize);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, options);
        writer.WriteLine(Convert.ToBase64String(key));
        return key;
    }
}
