namespace Foyer.Server.Settings;

public sealed class HttpSettings
{
    [Setting("A PEM file with the certificate for HTTPS; without it the server speaks plain HTTP.")]
    public string? CertificatePath { get; set; }

    [Setting("The certificate's private key in PEM, where it is not in the certificate's file.")]
    public string? KeyPath { get; set; }

    [Setting("Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, as CIDRs.")]
    public string[] TrustedProxies { get; set; } = [];

    [Setting("Host names the server answers to; none means any.")]
    public string[] AllowedHosts { get; set; } = [];

    [Setting("Foreign origins whose pages may write with a person's cookie, such as https://example.org.")]
    public string[] AllowedOrigins { get; set; } = [];

    [Setting("How WebSockets are read: the server's own event loop, Kestrel, or what the machine allows.")]
    public HttpTransport Transport { get; set; } = HttpTransport.Auto;
}

public enum HttpTransport
{
    Auto,
    Loop,
    Kestrel,
}
