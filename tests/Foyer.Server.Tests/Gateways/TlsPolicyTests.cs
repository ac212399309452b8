using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Authentication;
using Foyer.Server.Gateways.Tcp;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways;

/// <summary>What the server's ports offer whom they speak TLS with. The server makes the choice on Linux only.</summary>
[SupportedOSPlatform("linux")]
public sealed class TlsPolicyTests : IAsyncLifetime
{
    private readonly string folder = TestServer.NewFolder();
    private TestServer server = null!;

    public async ValueTask InitializeAsync()
    {
        Certificate.Write(folder, "localhost");
        server = await TestServer.StartAsync(
            "--urls=https://127.0.0.1:0",
            $"--Foyer:Http:CertificatePath={Path.Combine(folder, "cert.pem")}",
            $"--Foyer:Http:KeyPath={Path.Combine(folder, "key.pem")}",
            "--Foyer:Tcp:Enabled=true",
            "--Foyer:Tcp:Port=0",
            "--Foyer:Tcp:Tls=on"
        );
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData(true, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, true)]
    [InlineData(true, TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, true)]
    [InlineData(true, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA, false)]
    [InlineData(true, TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384, false)]
    [InlineData(true, TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, false)]
    [InlineData(true, TlsCipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA, false)]
    [InlineData(false, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, true)]
    [InlineData(false, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, false)]
    [InlineData(false, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256, false)]
    [InlineData(false, TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384, false)]
    public async Task Version_1_2_offers_only_ciphers_that_authenticate(bool web, TlsCipherSuite suite, bool offered)
    {
        var options = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls12,
            CipherSuitesPolicy = new CipherSuitesPolicy([suite]),
        };
        if (offered)
            (await HandshakeAsync(web, options)).Suite.ShouldBe(suite);
        else
            await Should.ThrowAsync<Exception>(() => HandshakeAsync(web, options));
    }

    [Theory]
    [InlineData(true, "h2")]
    [InlineData(false, "")]
    public async Task Only_the_web_speaks_http(bool web, string protocol)
    {
        var options = new SslClientAuthenticationOptions
        {
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        };
        (await HandshakeAsync(web, options)).Protocol.ToString().ShouldBe(protocol);
    }

    private async Task<(TlsCipherSuite Suite, SslApplicationProtocol Protocol)> HandshakeAsync(
        bool web,
        SslClientAuthenticationOptions options
    )
    {
        options.TargetHost = "localhost";
        options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        using var client = new TcpClient();
        await client.ConnectAsync(
            IPEndPoint.Parse(web ? new Uri(server.Address).Authority : server.Get<TcpServer>().Address!)
        );
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(options);
        return (stream.NegotiatedCipherSuite, stream.NegotiatedApplicationProtocol);
    }
}
