using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Heat.Resources.Clients;

/// <summary>Makes the connections that calls go through.</summary>
internal static class CloudConnections
{
    /// <summary>To the cloud's own services, with the trust that the options give them.</summary>
    public static SocketsHttpHandler ToCloud(CloudCallOptions options)
    {
        var handler = ToAnybody();
        handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = options.CaFile is { } file ? TrustIn(file) : null };
        if (options.ClientCertificateFile is { } certificate)
            handler.SslOptions.ClientCertificates = [CertificateIn(certificate, options.ClientKeyFile ?? certificate)];
        if (options.Insecure)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        return handler;
    }

    /// <summary>To addresses that people give. Where a call stands in a trace is told by the one who makes it, and not to everybody.</summary>
    public static SocketsHttpHandler ToAnybody() => new() { MaxConnectionsPerServer = 256, PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false, ActivityHeadersPropagator = null };

    private static X509Certificate2 CertificateIn(string certificate, string key)
    {
        using var fromText = X509Certificate2.CreateFromPemFile(certificate, key);
        // On some systems a key that only lives in memory can't be used for connections; one that was exported and loaded can.
        return X509CertificateLoader.LoadPkcs12(fromText.Export(X509ContentType.Pkcs12), null);
    }

    private static X509ChainPolicy TrustIn(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }
}
