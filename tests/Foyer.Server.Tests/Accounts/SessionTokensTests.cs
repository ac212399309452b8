using System.Buffers.Text;
using System.Text;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Tests.Accounts;

public sealed class SessionTokensTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly SessionTokens tokens = new(("2", new byte[32]), ("1", Enumerable.Repeat((byte)7, 32).ToArray()));

    [Fact]
    public async Task A_token_names_its_session()
    {
        var token = Issue(tokens);

        (await tokens.FindSessionAsync(token)).ShouldBe("s1");
    }

    [Fact]
    public async Task A_token_of_the_key_before_is_still_good_and_one_of_an_older_key_is_not()
    {
        var before = new SessionTokens(("1", Enumerable.Repeat((byte)7, 32).ToArray()));
        var older = new SessionTokens(("0", new byte[32]));

        (await tokens.FindSessionAsync(Issue(before))).ShouldBe("s1");
        (await tokens.FindSessionAsync(Issue(older))).ShouldBeNull();
    }

    [Fact]
    public async Task Any_changed_character_breaks_the_token()
    {
        var token = Issue(tokens);
        (await tokens.FindSessionAsync(token)).ShouldNotBeNull();
        for (var i = 0; i < token.Length - 1; i++)
        {
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            (await tokens.FindSessionAsync(changed)).ShouldBeNull($"changed at {i}");
        }
    }

    [Theory]
    [InlineData("""{"alg":"none","typ":"JWT"}""")]
    [InlineData("""{"alg":"HS256","kid":"2","typ":"JWT","jku":"https://evil.example"}""")]
    [InlineData("""{"alg":"RS256","kid":"2","typ":"JWT"}""")]
    public async Task No_other_header_is_understood(string header)
    {
        var parts = Issue(tokens).Split('.');
        (await tokens.FindSessionAsync($"{Encode(header)}.{parts[1]}.{parts[2]}")).ShouldBeNull();
        (await tokens.FindSessionAsync($"{Encode(header)}.{parts[1]}.")).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("æ.ø.å")]
    public async Task Rubbish_is_no_token(string rubbish)
    {
        (await tokens.FindSessionAsync(rubbish)).ShouldBeNull();
        (await tokens.FindSessionAsync(Issue(tokens).Split('.')[0] + "." + rubbish)).ShouldBeNull();
        (await tokens.FindSessionAsync(Issue(tokens) + rubbish + new string('x', 5000))).ShouldBeNull();
    }

    private static string Issue(SessionTokens tokens) =>
        tokens.Issue(1, "s1", Instants.FromInstant(Now), Instants.FromInstant(Now) + Instants.Hour);

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
