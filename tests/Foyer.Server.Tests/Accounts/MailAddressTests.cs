using Foyer.Protocol;
using Foyer.Server.Accounts;

namespace Foyer.Server.Tests.Accounts;

public sealed class MailAddressTests
{
    [Theory]
    [InlineData("ada@example.org")]
    [InlineData("a@b.co")]
    [InlineData("ada.love+chat@mail.example.org")]
    [InlineData("ada@bücher.example")]
    public void Ordinary_addresses_are_taken(string address) => Codes(address).ShouldBeEmpty();

    [Theory]
    [InlineData("ada")]
    [InlineData("ada@")]
    [InlineData("@example.org")]
    [InlineData("ada@example")]
    [InlineData("ada@@example.org")]
    [InlineData("ada@example..org")]
    [InlineData("ada.@example.org")]
    [InlineData("ada ben@example.org")]
    [InlineData("ada@example.org, ben@example.org")]
    [InlineData("Ada <ada@example.org>")]
    [InlineData("ada@-example.org")]
    [InlineData("ada@example.org\r\nBcc: all@example.org")]
    [InlineData("\"ada\"@example.org")]
    [InlineData("adä@example.org")]
    public void What_is_no_plain_address_is_refused(string address) => Codes(address).ShouldBe(["invalid"]);

    [Fact]
    public void An_address_may_have_254_characters_and_no_more()
    {
        var host = string.Join('.', Enumerable.Repeat(new string('a', 60), 4)) + ".org";
        Codes(new string('x', 253 - host.Length) + "@" + host).ShouldBeEmpty();
        Codes(new string('x', 254 - host.Length) + "@" + host).ShouldBe(["max_length"]);
        Codes(new string('x', 65) + "@example.org").ShouldBe(["invalid"]);
    }

    private static IEnumerable<string> Codes(string address)
    {
        var fields = Fields.Of([new("email", address)]);
        MailAddresses.Read(fields);
        return fields.Errors.Select(error => error.Code);
    }
}
