using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Foyer.Server.Notifications.Push;

/// <summary>Encrypts what a browser alone can read: RFC 8291 over the content coding aes128gcm (RFC 8188), in one record.</summary>
public static class PushEncryption
{
    /// <summary>Push services take 4096 bytes in all.</summary>
    public const int LongestText = 3000;

    private const int RecordSize = 4096;
    private const int SaltLength = 16;
    private const int TagLength = 16;
    private const int PointLength = 65;

    /// <summary>The body of the request to the push service.</summary>
    public static byte[] Encrypt(ReadOnlySpan<byte> text, PushSubscription to)
    {
        using var once = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(text, to, once, RandomNumberGenerator.GetBytes(SaltLength));
    }

    /// <summary>The same with a key pair and salt that are given; for test vectors.</summary>
    public static byte[] Encrypt(
        ReadOnlySpan<byte> text,
        PushSubscription to,
        ECDiffieHellman own,
        ReadOnlySpan<byte> salt
    )
    {
        var theirs = Base64Url.DecodeFromChars(to.PublicKey);
        var ours = Point(own.ExportParameters(false).Q);
        using var peer = ECDiffieHellman.Create(Public(theirs));
        var shared = own.DeriveRawSecretAgreement(peer.PublicKey);
        var input = HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            shared,
            32,
            Base64Url.DecodeFromChars(to.Secret),
            [.. "WebPush: info\0"u8, .. theirs, .. ours]
        );
        return Seal(text, input, ours, salt.ToArray());
    }

    /// <summary>True for 65 bytes that are a point of the curve.</summary>
    public static bool IsPoint(byte[] bytes)
    {
        if (bytes is not { Length: PointLength } || bytes[0] != 4)
            return false;
        try
        {
            using var key = ECDiffieHellman.Create(Public(bytes));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The uncompressed form.</summary>
    public static byte[] Point(ECPoint point) => [4, .. point.X!, .. point.Y!];

    // Header: salt, record size, length of the key's name, the key; then the one and last record, marked by a 2.
    private static byte[] Seal(ReadOnlySpan<byte> text, byte[] input, byte[] ours, byte[] salt)
    {
        var key = Derive(input, 16, salt, "Content-Encoding: aes128gcm\0"u8);
        var nonce = Derive(input, 12, salt, "Content-Encoding: nonce\0"u8);
        var body = new byte[SaltLength + 4 + 1 + PointLength + text.Length + 1 + TagLength];
        salt.CopyTo(body, 0);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(SaltLength), RecordSize);
        body[SaltLength + 4] = PointLength;
        ours.CopyTo(body.AsSpan(SaltLength + 5));
        var record = body.AsSpan(SaltLength + 5 + PointLength);
        using var cipher = new AesGcm(key, TagLength);
        cipher.Encrypt(nonce, [.. text, 2], record[..^TagLength], record[^TagLength..]);
        return body;
    }

    private static byte[] Derive(byte[] input, int length, byte[] salt, ReadOnlySpan<byte> info) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, input, length, salt, info.ToArray());

    private static ECParameters Public(byte[] point) =>
        new()
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = point[1..33], Y = point[33..] },
        };
}
