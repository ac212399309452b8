using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Foyer.Server.Tests.Accounts;

/// <summary>A device that holds one passkey: P-256, with its person verified, as WebAuthn spells it.</summary>
internal sealed class SoftKey : IDisposable
{
    private const byte Present = 1;
    private const byte Verified = 4;
    private const byte Attested = 64;

    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(16);
    private string? person;

    public SoftKey() { }

    /// <summary>A key that was registered earlier.</summary>
    public SoftKey(byte[] privateKey, byte[] id, string person)
    {
        key.ImportPkcs8PrivateKey(privateKey, out _);
        (this.id, this.person) = (id, person);
    }

    public uint Uses { get; set; }

    /// <summary>What <c>navigator.credentials.create</c> gives.</summary>
    public object Create(JsonElement options, string origin)
    {
        person = options.GetProperty("user").GetProperty("id").GetString();
        var rp = options.GetProperty("rp").GetProperty("id").GetString()!;
        var client = ClientData("webauthn.create", options, origin);
        var data = AuthenticatorData(
            rp,
            Present | Verified | Attested,
            [.. new byte[16], 0, 16, .. id, .. PublicKey()]
        );
        byte[] attestation =
        [
            0xA3,
            .. Text("fmt"),
            .. Text("none"),
            .. Text("attStmt"),
            0xA0,
            .. Text("authData"),
            .. Bytes(data),
        ];
        return Credential(
            new
            {
                clientDataJSON = Encode(client),
                attestationObject = Encode(attestation),
                transports = new[] { "internal" },
            }
        );
    }

    /// <summary>What <c>navigator.credentials.get</c> gives.</summary>
    public object Get(JsonElement options, string origin, bool verified = true)
    {
        Uses++;
        var rp = options.GetProperty("rpId").GetString()!;
        var client = ClientData("webauthn.get", options, origin);
        var data = AuthenticatorData(rp, verified ? Present | Verified : Present, []);
        var signature = key.SignData(
            [.. data, .. SHA256.HashData(client)],
            HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence
        );
        return Credential(
            new
            {
                clientDataJSON = Encode(client),
                authenticatorData = Encode(data),
                signature = Encode(signature),
                userHandle = person,
            }
        );
    }

    public void Dispose() => key.Dispose();

    private object Credential(object response) =>
        new
        {
            id = Encode(id),
            rawId = Encode(id),
            type = "public-key",
            authenticatorAttachment = "platform",
            clientExtensionResults = new { },
            response,
        };

    private static byte[] ClientData(string type, JsonElement options, string origin) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                type,
                challenge = options.GetProperty("challenge").GetString(),
                origin,
                crossOrigin = false,
            }
        );

    private byte[] AuthenticatorData(string rp, int flags, byte[] rest)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Uses);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(rp)), (byte)flags, .. count, .. rest];
    }

    /// <summary>COSE: EC2, ES256, P-256, x, y.</summary>
    private byte[] PublicKey()
    {
        var point = key.ExportParameters(false).Q;
        return [0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, .. Bytes(point.X!), 0x22, .. Bytes(point.Y!)];
    }

    private static byte[] Text(string text) => [(byte)(0x60 + text.Length), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Bytes(byte[] bytes) => [0x58, (byte)bytes.Length, .. bytes];

    private static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
