using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Foyer.Server.Accounts;

/// <summary>Codes that change every 30 seconds, as authenticator apps make them (RFC 6238: SHA-1, six digits).</summary>
public static class Totp
{
    public const int SecretLength = 20;
    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The step of time whose code it is, one to either side of now allowed; null when it is none of them.</summary>
    public static long? StepOf(string code, byte[] secret, DateTimeOffset now)
    {
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        for (var step = current - 1; step <= current + 1; step++)
            if (
                CryptographicOperations.FixedTimeEquals(
                    System.Text.Encoding.ASCII.GetBytes(Code(secret, step)),
                    System.Text.Encoding.UTF8.GetBytes(code)
                )
            )
                return step;
        return null;
    }

    public static string Code(byte[] secret, DateTimeOffset now) => Code(secret, now.ToUnixTimeSeconds() / StepSeconds);

    /// <summary>The spelling that apps take, five bits a letter.</summary>
    public static string Spell(ReadOnlySpan<byte> bytes)
    {
        var letters = new char[bytes.Length * 8 / 5];
        for (var i = 0; i < letters.Length; i++)
        {
            var (at, shift) = (i * 5 / 8, i * 5 % 8);
            var pair = (bytes[at] << 8) | (at + 1 < bytes.Length ? bytes[at + 1] : 0);
            letters[i] = Base32[(pair >> (11 - shift)) & 31];
        }
        return new string(letters);
    }

    // The standard demands SHA-1 here; as a keyed hash it is sound.
    private static string Code(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        HMACSHA1.HashData(secret, counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}
