using System.Buffers.Text;
using System.Security.Cryptography;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Lib.Net.Http.WebPush.Authentication;

namespace Foyer.Server.Notifications.Push;

/// <summary>
/// The VAPID key by which push services recognise this server (RFC 8292). It is created at the first start and kept, because
/// browsers subscribe to it. The private part is 32 random bytes among the secrets in the data folder.
/// </summary>
public sealed class PushKey : IDisposable
{
    private readonly byte[] secret;
    private readonly FoyerSettings settings;
    private VapidAuthentication? authentication;

    public PushKey(DataFolder folder, FoyerSettings settings)
    {
        this.settings = settings;
        secret = folder.Secret("push");
        // The few byte strings that are not a valid private key of the curve never occur in practice; they would prevent the
        // start.
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret });
        Public = Base64Url.EncodeToString(EllipticCurve.ToBytes(key.ExportParameters(false).Q));
    }

    /// <summary>The public part, which browsers call the application server key.</summary>
    public string Public { get; }

    /// <summary>Created at the first push, so that a server that sends none does not load the library.</summary>
    public VapidAuthentication Authentication =>
        authentication ??= new VapidAuthentication(Public, Base64Url.EncodeToString(secret)) { Subject = Contact };

    public void Dispose() => authentication?.Dispose();

    /// <summary>Returns the address by which the operators of a push service can reach the operator of this server.</summary>
    private string Contact =>
        settings.Mail.FromAddress is { } address ? $"mailto:{address}"
        : settings.PublicUrl is { } url && url.StartsWith("https:", StringComparison.Ordinal) ? url
        // Services demand one of these two kinds (RFC 8292, section 2.1).
        : "https://localhost";
}
