using Microsoft.Extensions.Options;

namespace Heat.Server.Hosting;

/// <summary>The certificates of the doors that have one.</summary>
internal sealed class DoorCertificates(ILogger<DoorCertificates> logger) : IDisposable
{
    private readonly List<CertificateFiles> _opened = [];

    /// <exception cref="OptionsValidationException">The files hold no certificate, or not its key.</exception>
    public CertificateFiles? Open(Door door, DoorOptions options)
    {
        if (options.CertificateFile is not { } certificate)
            return null;
        try
        {
            var files = new CertificateFiles(certificate, options.KeyFile ?? certificate, logger);
            _opened.Add(files);
            return files;
        }
        catch (Exception failure) when (CertificateFiles.IsUnusable(failure))
        {
            throw new OptionsValidationException(door.ToString(), typeof(DoorOptions), [$"The certificate in {certificate} can't be used with the key in {options.KeyFile ?? certificate}: {failure.Message}"]);
        }
    }

    public void Dispose() => _opened.ForEach(files => files.Dispose());
}
