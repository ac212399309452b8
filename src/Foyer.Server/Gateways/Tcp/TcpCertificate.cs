using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>
/// The certificate of the terminal port: the configured one, or one that the server creates and renews itself. Renewal keeps its
/// key, so that a client that pins the key continues to trust it.
/// </summary>
public sealed class TcpCertificate(DataFolder folder, FoyerSettings settings, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(30);

    private readonly Lock gate = new();
    private X509Certificate2? current;

    /// <summary>SHA-256 of the public key (SubjectPublicKeyInfo), in hexadecimal.</summary>
    public string Fingerprint =>
        Convert.ToHexStringLower(SHA256.HashData(Current().PublicKey.ExportSubjectPublicKeyInfo()));

    public X509Certificate2 Current()
    {
        lock (gate)
        {
            if (settings.Tcp.CertificatePath is { } path)
                return current ??= Portable(X509Certificate2.CreateFromPemFile(path, settings.Tcp.KeyPath));
            return current is not null && !IsOld(current) ? current : current = Load() ?? Make();
        }
    }

    private string KeyFile => Path.Combine(folder.Folder("keys"), "door.pem");

    private string CertificateFile => Path.Combine(folder.Folder("keys"), "door-certificate.pem");

    private bool IsOld(X509Certificate2 certificate) =>
        certificate.NotAfter.ToUniversalTime() - RenewBefore < time.GetUtcNow().UtcDateTime;

    private X509Certificate2? Load()
    {
        if (!File.Exists(KeyFile) || !File.Exists(CertificateFile))
            return null;
        var view = Portable(X509Certificate2.CreateFromPemFile(CertificateFile, KeyFile));
        return IsOld(view) ? null : view;
    }

    private X509Certificate2 Make()
    {
        using var key = Key();
        var request = new CertificateRequest("CN=Foyer", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(Names().Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        var now = time.GetUtcNow();
        var made = request.CreateSelfSigned(now.AddMinutes(-5), now + Lifetime);
        File.WriteAllText(CertificateFile, made.ExportCertificatePem());
        return Portable(made);
    }

    private ECDsa Key()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(KeyFile))
            key.ImportFromPem(File.ReadAllText(KeyFile));
        else
            WriteKey(key.ExportPkcs8PrivateKeyPem());
        return key;
    }

    // Written to a temporary file and moved, so that a process killed in between leaves no partial key.
    private void WriteKey(string pem)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(KeyFile + ".new", options))
            writer.Write(pem);
        File.Move(KeyFile + ".new", KeyFile, overwrite: true);
    }

    private SubjectAlternativeNameBuilder Names()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        if (Uri.CheckHostName(Environment.MachineName) == UriHostNameType.Dns && Environment.MachineName != "localhost")
            names.AddDnsName(Environment.MachineName);
        if (IPAddress.TryParse(settings.Tcp.Host, out var address) && !IPAddress.IsLoopback(address))
            names.AddIpAddress(address);
        return names;
    }

    /// <summary>Returns the certificate with its key in a form that TLS accepts on every system.</summary>
    private static X509Certificate2 Portable(X509Certificate2 certificate)
    {
        using (certificate)
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
