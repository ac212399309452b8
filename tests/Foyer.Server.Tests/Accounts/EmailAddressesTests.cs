using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Accounts;

public sealed class EmailAddressesTests
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

    public static TheoryData<string> Unmailable =>
        [
            "a@xn--a.de",
            "a@xn--.de",
            $"a@{new string('\u00fc', 63)}.de",
            $"a@{new string('\u00fc', 60)}.example.org",
            $"{new string('a', 64)}@{string.Join('.', Enumerable.Repeat("\u00fc\u4e00\u00fc\u4e8c\u00fc\u4e09\u00fc\u56db", 20))}.de",
            "a@\u0301\u0301.de",
            "a@ex\u0590ample.org",
            "a@mail.xn--a.example.org",
        ];

    /// <summary>No mail server knows such a host: its label has no ASCII form, or is none.</summary>
    [Theory]
    [MemberData(nameof(Unmailable))]
    public async Task An_address_that_no_mail_reaches_is_refused_wherever_one_is_given(string email)
    {
        using var post = new TestMailServer();
        await using var server = await TestServer.StartAsync(post.Unconfirmed);
        using var ada = await server.RegisterAsync("ada");
        using var anonymous = server.Stranger();
        var account = new
        {
            username = "ben",
            email,
            password = Person.Password,
        };

        (await anonymous.PostAsync("/api/register", account)).ShouldBe(400).Errors.ShouldBe(["email: invalid"]);
        (await anonymous.PostAsync("/api/password/reset", new { email }))
            .ShouldBe(400)
            .Errors.ShouldBe(["email: invalid"]);
        (await ada.PatchAsync("/api/users/me", new { email, password = Person.Password }))
            .ShouldBe(400)
            .Errors.ShouldBe(["email: invalid"]);

        (await anonymous.PostAsync("/api/password/reset", new { email = ada.Email })).ShouldBe(204);
        (await post.NextAsync()).Recipient.ShouldBe(ada.Email);
    }

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
        EmailAddresses.Parse(fields);
        return fields.Errors.Select(error => error.Code);
    }
}
