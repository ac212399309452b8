using System.Security.Cryptography;

namespace Foyer.Server.Notifications.Push;

/// <summary>
/// Public keys of the curve P-256 as browsers send them: 65 bytes, the uncompressed form (SEC 1, section 2.3.3).
/// </summary>
public static class EllipticCurve
{
    private const int PointLength = 65;
    private const byte Uncompressed = 4;

    public static byte[] ToBytes(ECPoint point) => [Uncompressed, .. point.X!, .. point.Y!];

    /// <summary>
    /// Returns whether the bytes are a point of the curve. With any other, encrypting a notification would fail.
    /// </summary>
    public static bool IsPoint(byte[] bytes)
    {
        if (bytes is not { Length: PointLength } || bytes[0] != Uncompressed)
            return false;
        try
        {
            var point = new ECPoint { X = bytes[1..33], Y = bytes[33..] };
            using var key = ECDiffieHellman.Create(
                new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point }
            );
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
