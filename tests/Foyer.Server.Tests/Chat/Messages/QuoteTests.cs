using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Chat.Messages;

/// <summary>What a reply repeats of the message it replies to.</summary>
public sealed class QuoteTests : IAsyncLifetime
{
    private const int Longest = 200;
    private const string Family = "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466";

    private TestServer server = null!;
    private Person ada = null!;

    public static TheoryData<string, string> Quotes =>
        new()
        {
            { "**bold** and `code`", "bold and code" },
            { "[here](https://example.org/x)", "here" },
            { "one\ntwo", "one two" },
            { $"{new string('x', 196)}**bold**", $"{new string('x', 196)}bold" },
            { $"{new string('x', 198)}**bold**", $"{new string('x', 198)}bo" },
            { new string('x', 199) + "\U0001F382", new string('x', 199) },
            { new string('x', 195) + Family, new string('x', 195) },
            {
                new string('x', Longest - Family.Length) + Family + "y",
                new string('x', Longest - Family.Length) + Family
            },
            { new string('x', 199) + "e\u0301", new string('x', 199) },
            { new string('x', 197) + "\U0001F1E9\U0001F1EA", new string('x', 197) },
        };

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Quotes))]
    public async Task It_is_plain_and_ends_between_characters(string text, string quoted)
    {
        var den = await ada.JoinAsync("den");
        var said = await ada.SayAsync(den, text);

        var reply = await ada.PostAsync($"/api/chats/{den}/messages", new { text = "I do", reply_to = said });

        reply.ShouldBe(201).Json.GetProperty("reply_to").GetProperty("text").GetString().ShouldBe(quoted);
        quoted.Length.ShouldBeLessThanOrEqualTo(Longest);
    }
}
