using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Heat.Tests.Hosting;

/// <summary>A certificate for this machine that vouches for itself, in PEM files.</summary>
internal sealed class TestCertificate : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    public TestCertificate(string name)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        Certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(30));
    }

    public X509Certificate2 Certificate { get; }

    public void Write(string certificateFile, string keyFile)
    {
        File.WriteAllText(keyFile, _key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificateFile, Certificate.ExportCertificatePem());
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }
}
