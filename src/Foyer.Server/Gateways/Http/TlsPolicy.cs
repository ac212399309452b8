using System.Net.Security;
using System.Security.Authentication;

namespace Foyer.Server.Gateways.Http;

/// <summary>
/// The TLS policy of every port: 1.3, or 1.2 with AEAD ciphers and forward secrecy (no CBC, no RSA key exchange).
/// </summary>
internal static class TlsPolicy
{
    public const SslProtocols Versions = SslProtocols.Tls12 | SslProtocols.Tls13;

    // Only OpenSSL lets a program choose the ciphers; Windows does not.
    private static readonly CipherSuitesPolicy? Ciphers = OperatingSystem.IsLinux()
        ? new([
            TlsCipherSuite.TLS_AES_256_GCM_SHA384,
            TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
            TlsCipherSuite.TLS_AES_128_GCM_SHA256,
            TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
            TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
            TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
            TlsCipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
            TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
        ])
        : null;

    public static void Apply(SslServerAuthenticationOptions options)
    {
        options.EnabledSslProtocols = Versions;
        if (Ciphers is not null)
            options.CipherSuitesPolicy = Ciphers;
    }
}
