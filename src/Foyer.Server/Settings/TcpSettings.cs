namespace Foyer.Server.Settings;

public sealed class TcpSettings
{
    [Setting("Whether the terminal client may connect.")]
    public bool Enabled { get; set; } = true;

    [Setting("The address the terminal's door listens on.")]
    public string Host { get; set; } = "127.0.0.1";

    [Setting("The port of the terminal's door; 0 takes any free one.", Max = 65535)]
    public int Port { get; set; } = 12345;

    [Setting("Whether the terminal's door speaks TLS; off is refused outside loopback.")]
    public TcpTls Tls { get; set; } = TcpTls.Off;

    [Setting("A PEM file with the certificate of the terminal's door; without it the server makes its own.")]
    public string? CertificatePath { get; set; }

    [Setting("The private key of that certificate in PEM, where it is not in the certificate's file.")]
    public string? KeyPath { get; set; }

    [Setting("Seconds of silence after which a connection that has not signed in is closed.", Min = 1, Max = 180)]
    public int LoginTimeoutSeconds { get; set; } = 60;
}

public enum TcpTls
{
    Off,
    On,
}
