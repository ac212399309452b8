namespace Foyer.Browser.Tests.Fixtures;

/// <summary>A server that people have used for a while: messages in rooms and direct conversations, and a room with everything a message can be.</summary>
public sealed class SampleDataFixture : IAsyncLifetime
{
    private readonly Dictionary<string, BrowserUser> people = [];

    public BrowserFixture Server { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        foreach (var name in (string[])["ada", "ben", "cleo", "dora", "emil"])
            people[name] = await Server.WelcomeAsync(name);
        await FurnishLobbyAsync();
        await FurnishCinemaAsync();
        await FurnishTalkOfTwoAsync();
        foreach (var person in people.Values)
            await person.DisposeAsync();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private async Task FurnishLobbyAsync()
    {
        foreach (var room in (string[])["kitchen", "garden-and-roof", "board games", "42"])
            await JoinAsync("ada", room);
        var lobby = 0L;
        foreach (var name in (string[])["dora", "ben", "ada"])
            lobby = await JoinAsync(name, "lobby");
        await PostAsync("ben", lobby, "@ada forty bowls, counted twice. We are four spoons short.");
        await PostAsync("ben", lobby, "@ada found two behind the oven.");
        await PostAsync(
            "ada",
            lobby,
            "The house calendar now has its own address. Paste it where you keep yours:\n```\nhttps://linden.example/calendar/…/house.ics\n# refreshes every 15 minutes\n```"
        );
        var chairs = await PostAsync(
            "ada",
            lobby,
            "Chairs are out, the sheet is up. **Doors at seven**, see https://linden.example/cinema"
        );
        await PostAsync(
            "dora",
            lobby,
            "@cleo could you bring the long cable? The one from the kitchen ends a metre too early.",
            answers: chairs
        );
        await PostAsync("ben", lobby, "Yes, and the short one for the speaker.");
        await PostAsync("ben", lobby, "On my way 🚲");
    }

    private async Task FurnishCinemaAsync()
    {
        var cinema = 0L;
        foreach (var name in people.Keys)
            cinema = await JoinAsync(name, "cinema");
        await people["cleo"].AskAsync("PUT", "/api/blocks/emil");
        var needs = await PostAsync(
            "ben",
            cinema,
            "What we need:\n- the projector, **and its cable**\n- two extension leads\n- [the plan of the courtyard](https://linden.example/plan)\n> Bring a blanket, it gets cold after ten."
        );
        await PostAsync("emil", cinema, "Nobody will come anyway.");
        var picture = await people["ada"]
            .UploadAsync(cinema, await FileTests.PictureAsync(people["ada"], "courtyard.png", 1200, 750));
        await people["ada"]
            .AskAsync(
                "PATCH",
                $"/api/attachments/{picture}",
                new { alt = "Rows of chairs at dusk, facing a white screen" }
            );
        var plan = await people["ada"]
            .UploadAsync(
                cinema,
                new()
                {
                    Name = "seating-plan.pdf",
                    MimeType = "application/pdf",
                    Buffer = new byte[48_000],
                }
            );
        var look = await PostAsync(
            "ada",
            cinema,
            "Look what the courtyard has become. Chairs are out, the sheet is up.",
            files: [picture, plan]
        );
        foreach (var (name, emoji) in ((string, string)[])[("dora", "😍"), ("ben", "🎬"), ("cleo", "🎬")])
            await people[name].AskAsync("PUT", $"/api/messages/{look}/reactions/{Uri.EscapeDataString(emoji)}");
        await people["ben"].AskAsync("PUT", $"/api/messages/{needs}/pin");
        await PostAsync("dora", cinema, "@cleo could you bring the long cable?");
    }

    private async Task FurnishTalkOfTwoAsync()
    {
        var room = (await people["ben"].AskAsync("POST", "/api/direct/ada")).GetProperty("id").GetInt64();
        await PostAsync("ben", room, "Are there four spoons at yours?", subject: "Spoons");
        await PostAsync("ben", room, "The long ones, if you have them.");
    }

    private async Task<long> JoinAsync(string name, string room) =>
        (await people[name].AskAsync("POST", "/api/chats/join", new { name = room })).GetProperty("id").GetInt64();

    private async Task<long> PostAsync(
        string name,
        long room,
        string text,
        long? answers = null,
        string? subject = null,
        long[]? files = null
    )
    {
        var message = new
        {
            text,
            subject,
            reply_to = answers,
            attachments = files ?? [],
        };
        return (await people[name].AskAsync("POST", $"/api/chats/{room}/messages", message))
            .GetProperty("id")
            .GetInt64();
    }
}
