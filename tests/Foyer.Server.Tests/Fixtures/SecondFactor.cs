using Foyer.Server.Accounts;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>The authenticator app of a person who has turned on the second step.</summary>
public sealed class SecondFactor(TestServer server, string secret)
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The code of now.</summary>
    public string Code() => Totp.Code(Decode(secret), server.Clock.GetUtcNow());

    private static byte[] Decode(string base32)
    {
        var bits = string.Concat(base32.Select(letter => Convert.ToString(Base32.IndexOf(letter), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
