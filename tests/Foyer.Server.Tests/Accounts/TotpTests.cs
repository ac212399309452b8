using System.Text;
using Foyer.Server.Accounts;

namespace Foyer.Server.Tests.Accounts;

public sealed class TotpTests
{
    /// <summary>The vectors of RFC 6238, appendix B, cut to six digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        Totp.Code(Encoding.ASCII.GetBytes("12345678901234567890"), DateTimeOffset.FromUnixTimeSeconds(seconds))
            .ShouldBe(code);

    [Fact]
    public void Secrets_are_spelled_as_apps_take_them() =>
        Totp.ToBase32("12345678901234567890"u8.ToArray()).ShouldBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}
