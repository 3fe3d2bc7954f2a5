using System.Net;
using System.Security.Cryptography.X509Certificates;
using Heat.Resources.Clients;
using Heat.Server.LocalCloud.Identity;
using Heat.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NUnit.Framework;

namespace Heat.Tests.Clients;

/// <summary>Clouds whose services are reached by TLS.</summary>
public sealed class TransportSecurityTests
{
    private readonly string _directory = Directory.CreateTempSubdirectory("heat-tls-").FullName;
    private readonly TestCertificate _certificate = new("cloud");

    private string CertificateFile => Path.Combine(_directory, "cloud.crt");

    private string KeyFile => Path.Combine(_directory, "cloud.key");

    [OneTimeSetUp]
    public void Prepare() => _certificate.Write(CertificateFile, KeyFile);

    [OneTimeTearDown]
    public void CleanUp()
    {
        _certificate.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Test]
    public async Task Keystone_is_believed_when_its_authority_is_known_and_not_otherwise()
    {
        await using var server = await InProcessServer.StartAsync(
            ("Heat:LocalCloud:Listen", "https://127.0.0.1:0"), ("Heat:LocalCloud:CertificateFile", CertificateFile), ("Heat:LocalCloud:KeyFile", KeyFile), ("Heat:Cloud:CaFile", CertificateFile));
        await CheckAsync(server, ("Heat:Cloud:CaFile", CertificateFile));
        await CheckAsync(server, ("Heat:Cloud:Insecure", "true"));
        var refused = await Assert.ThrowsAsync<IdentityUnusableException>(() => CheckAsync(server, ("Heat:Cloud:Retries", "0")));
        Assert.That(refused!.Message, Does.StartWith("The identity service can't be reached: ").And.Contain("certificate").And.Contain("Heat:Cloud: CaFile"));
    }

    [Test]
    public async Task A_certificate_of_its_own_is_shown_to_services_that_ask_for_one()
    {
        using var own = new TestCertificate("heat");
        own.Write(Path.Combine(_directory, "heat.crt"), Path.Combine(_directory, "heat.key"));
        await using var service = await StrictServiceAsync();
        (string, string)[] settings = [("Heat:Cloud:CaFile", CertificateFile), ("Heat:Cloud:ClientCertificateFile", Path.Combine(_directory, "heat.crt")), ("Heat:Cloud:ClientKeyFile", Path.Combine(_directory, "heat.key"))];
        await using var services = Clients("https://127.0.0.1:1", "", settings);
        using var http = services.GetRequiredService<IHttpClientFactory>().CreateClient("cloud");
        Assert.That(await http.GetStringAsync(service.Urls.Single()), Is.EqualTo("CN=heat"));
        await using var bare = Clients("https://127.0.0.1:1", "", ("Heat:Cloud:CaFile", CertificateFile));
        using var stranger = bare.GetRequiredService<IHttpClientFactory>().CreateClient("cloud");
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetStringAsync(service.Urls.Single()));
    }

    [TestCase("Heat:Cloud:CaFile")]
    [TestCase("Heat:Cloud:ClientCertificateFile")]
    public void Files_that_are_not_there_are_told(string setting)
    {
        using var services = Clients("https://127.0.0.1:1", "", (setting, "/nowhere/file.pem"));
        Assert.Throws<OptionsValidationException>(() => _ = services.GetRequiredService<IOptions<CloudCallOptions>>().Value);
    }

    private async Task<WebApplication> StrictServiceAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        using var fromText = X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile);
        var certificate = X509CertificateLoader.LoadPkcs12(fromText.Export(X509ContentType.Pkcs12), null);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificate,
            ClientCertificateMode = ClientCertificateMode.RequireCertificate,
            ClientCertificateValidation = (_, _, _) => true,
        })));
        var app = builder.Build();
        app.Run(http => http.Response.WriteAsync(http.Connection.ClientCertificate!.Subject));
        await app.StartAsync();
        return app;
    }

    private static async Task CheckAsync(InProcessServer server, params (string Key, string Value)[] settings)
    {
        await using var services = Clients($"{server.CloudAddress}/identity", server.Services.GetRequiredService<LocalCloudIdentity>().ServicePassword, settings);
        await services.GetRequiredService<IdentityCheck>().EnsureAsync(default);
    }

    private static ServiceProvider Clients(string identity, string password, params (string Key, string Value)[] settings) => new ServiceCollection()
        .AddSingleton<IServiceIdentity>(new IdentityOptions { AuthUrl = new Uri(identity), Password = password })
        .AddOpenStackClients(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build())
        .BuildServiceProvider();
}
