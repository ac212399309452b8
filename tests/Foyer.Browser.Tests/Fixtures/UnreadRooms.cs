namespace Foyer.Browser.Tests.Fixtures;

/// <summary>Rooms that Ben has read up to message 130, and in which Ada has written since. Ben is in thirty more.</summary>
public sealed class UnreadRooms : IAsyncLifetime
{
    public const int Read = 130;

    private readonly Dictionary<int, long> rooms = [];

    public BrowserFixture Server { get; } =
        new(new RunningServer("--Foyer:Limits:MessagesPerSecond=0", "--Foyer:Limits:FramesPerSecond=0"));

    public async ValueTask InitializeAsync()
    {
        await Server.InitializeAsync();
        foreach (var unread in (int[])[0, 41, 450, 5000])
            rooms[unread] = await MakeAsync(unread);
        await using var ben = await Server.WelcomeAsync("ben");
        for (var number = 1; number <= 30; number++)
            await JoinAsync(ben, $"room {number}");
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    public long this[int unread] => rooms[unread];

    /// <summary>Ben's window on the shared room with as many unread messages. Tests leave its read marker where it is.</summary>
    public Task<BrowserUser> OpenAsync(int unread, Window? window = null) => EnterAsync(rooms[unread], window);

    public async Task<BrowserUser> EnterAsync(long room, Window? window = null)
    {
        var ben = await Server.WelcomeAsync("ben", window);
        await ben.Page.GotoAsync($"/rooms/{room}");
        await ben.BeReadyAsync();
        await ben.HearAsync();
        return ben;
    }

    /// <summary>A room for one test alone.</summary>
    public async Task<long> MakeAsync(int unread)
    {
        await using var ada = await Server.WelcomeAsync("ada");
        await using var ben = await Server.WelcomeAsync("ben");
        await ada.Page.GotoAsync("/");
        var name = Guid.NewGuid().ToString("N");
        var room = await JoinAsync(ada, name);
        await PostAsync(ada, room, "read", Read);
        await JoinAsync(ben, name);
        await PostAsync(ada, room, "unread", unread);
        return room;
    }

    /// <summary>Posts numbered messages from within the page, in order up to what is on its way at once.</summary>
    public static Task PostAsync(BrowserUser person, long room, string words, int count) =>
        person.Page.EvaluateAsync(
            """
            async ([room, words, count]) => {
              let next = 1;
              const headers = { "Content-Type": "application/json" };
              const post = async () => {
                while (next <= count) {
                  const body = JSON.stringify({ text: `${words} ${String(next++).padStart(4, "0")}` });
                  const answer = await fetch(`/api/chats/${room}/messages`, { method: "POST", headers, body });
                  if (!answer.ok) throw new Error(await answer.text());
                }
              };
              await Promise.all(Array.from({ length: count > 200 ? 6 : 1 }, post));
            }
            """,
            new object[] { room, words, count }
        );

    private static async Task<long> JoinAsync(BrowserUser person, string name) =>
        (await person.AskAsync("POST", "/api/chats/join", new { name })).GetProperty("id").GetInt64();
}
