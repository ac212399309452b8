using OtpNet;

namespace Foyer.Server.Accounts;

/// <summary>Codes that change every 30 seconds, as authenticator apps make them (RFC 6238: SHA-1, six digits).</summary>
public static class Totp
{
    public const int SecretLength = 20;

    // The clock of a phone may be off by as much as one step.
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>Returns the time step that the code belongs to, or null when it is not the code of this step or a neighbouring one.</summary>
    public static long? FindStep(string code, byte[] secret, DateTimeOffset now) =>
        new OtpNet.Totp(secret).VerifyTotp(now.UtcDateTime, code, out var step, Window) ? step : null;

    public static string Code(byte[] secret, DateTimeOffset now) =>
        new OtpNet.Totp(secret).ComputeTotp(now.UtcDateTime);

    /// <summary>Returns the base32 spelling (RFC 4648) that apps accept.</summary>
    public static string ToBase32(byte[] secret) => Base32Encoding.ToString(secret);
}
