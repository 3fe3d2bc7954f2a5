using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Heat.Server.Hosting;

/// <summary>A certificate and its key in PEM files. They are read again when they change, so that a renewed certificate needs no new start; what can't be used changes nothing.</summary>
internal sealed class CertificateFiles : IDisposable
{
    private readonly string _certificate;
    private readonly string _key;
    private readonly ILogger _logger;
    private readonly IReadOnlyList<WatchedFile> _watched;
    private volatile SslStreamCertificateContext _current;

    public CertificateFiles(string certificate, string key, ILogger logger)
    {
        (_certificate, _key, _logger) = (certificate, key, logger);
        _current = Read();
        _watched = [.. new HashSet<string> { Path.GetFullPath(certificate), Path.GetFullPath(key) }.Select(file => new WatchedFile(file, Reread))];
    }

    /// <summary>What is shown to the next client.</summary>
    public SslStreamCertificateContext Current => _current;

    public static bool IsUnusable(Exception failure) => failure is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException;

    public void Dispose()
    {
        foreach (var file in _watched)
            file.Dispose();
    }

    private SslStreamCertificateContext Read()
    {
        using var leaf = X509Certificate2.CreateFromPemFile(_certificate, _key);
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(_certificate);
        // On some systems a key that only lives in memory can't be used for connections; one that was exported and loaded can.
        var usable = X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), null);
        return SslStreamCertificateContext.Create(usable, [.. all.Skip(1)], offline: true);
    }

    private void Reread()
    {
        try
        {
            _current = Read();
            _logger.CertificateRead(_certificate, _current.TargetCertificate.NotAfter);
        }
        catch (Exception failure) when (IsUnusable(failure))
        {
            // Certificate and key are rarely changed in the same moment.
            _logger.CertificateLeft(_certificate, failure.Message);
        }
    }
}
