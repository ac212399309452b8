using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Foyer.Server.Storage;

namespace Foyer.Server.Notifications.Push;

/// <summary>
/// The key by which push services know us (VAPID, RFC 8292). Made at the first start and kept: browsers subscribe to it. The
/// private part is 32 random bytes of the data folder's secrets.
/// </summary>
public sealed class PushKey : IDisposable
{
    private const int Hours = 12;
    private readonly ECDsa key;

    public PushKey(DataFolder folder)
    {
        // The few byte strings that are no private key of the curve are never drawn in practice; they would stop the start.
        var made = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = folder.Secret("push") });
        key = made;
        Public = Base64Url.EncodeToString(PushEncryption.Point(key.ExportParameters(false).Q));
    }

    /// <summary>What browsers call the application server key.</summary>
    public string Public { get; }

    /// <summary>The value of the Authorization header for one push service.</summary>
    /// <param name="contact">How its people reach us: a mailto or https address.</param>
    public string Authorize(Uri endpoint, string contact, DateTimeOffset now)
    {
        var claims = JsonSerializer.Serialize(
            new
            {
                aud = endpoint.GetLeftPart(UriPartial.Authority),
                exp = now.AddHours(Hours).ToUnixTimeSeconds(),
                sub = contact,
            }
        );
        var signed = $"{Encode("""{"typ":"JWT","alg":"ES256"}""")}.{Encode(claims)}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        return $"vapid t={signed}.{Base64Url.EncodeToString(signature)}, k={Public}";
    }

    public void Dispose() => key.Dispose();

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
