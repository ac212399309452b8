using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Browser.Tests.Fixtures;

/// <summary>The certificate that the browser of all tests trusts by its key.</summary>
internal static class TrustedCertificate
{
    private static readonly string Folder = Write();

    public static string File => Path.Combine(Folder, "cert.pem");

    public static string KeyFile => Path.Combine(Folder, "key.pem");

    /// <summary>SHA-256 of the public key, as Chromium takes it.</summary>
    public static string Pin { get; } = ReadPin();

    private static string Write()
    {
        var folder = Directory.CreateTempSubdirectory("foyer-certificate-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        Certificate.Write(folder, "localhost");
        return folder;
    }

    private static string ReadPin()
    {
        using var certificate = X509Certificate2.CreateFromPemFile(File, KeyFile);
        return Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
    }
}
