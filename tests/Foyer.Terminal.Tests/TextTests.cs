using System.Text.Json;
using Foyer.Protocol;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Gateways.Tcp;
using Foyer.Server.Tests.Fixtures;
using Foyer.Terminal.FullScreen;

namespace Foyer.Terminal.Tests;

/// <summary>The rules about text that the terminal shares with the server and with browsers, by the same table.</summary>
public sealed class TextTests
{
    private const long Me = 7;

    private static readonly JsonElement Vectors = JsonElement.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", "text.json"))
    );

    [Fact]
    public void A_room_is_found_in_each_spelling_of_its_name()
    {
        foreach (var pair in Read<string[]>("same"))
        foreach (var (name, typed) in ((string, string)[])[(pair[0], pair[1]), (pair[1], pair[0])])
            Rooms(name).Find(typed).ShouldNotBeNull(Spell(pair));
        foreach (var pair in Read<string[]>("different"))
            Rooms(pair[0]).Find(pair[1]).ShouldBeNull(Spell(pair));
    }

    [Fact]
    public async Task Tab_completes_each_spelling_of_a_name()
    {
        foreach (var pair in Read<string[]>("same"))
        {
            var name = SafeText.Line(pair[0]);
            (await CompleteAsync(name, $"/room {pair[1].Trim()}")).ShouldBe($"/room {name}", Spell(pair));
        }
        // A name that begins with what is typed is completed, so only the other pairs differ here.
        foreach (var pair in Read<string[]>("different"))
            if (!TextKey.Of(pair[0]).StartsWith(TextKey.Of(pair[1].TrimStart('"')), StringComparison.Ordinal))
                (await CompleteAsync(pair[0], $"/room {pair[1]}")).ShouldBe($"/room {pair[1]}", Spell(pair));
    }

    [Fact]
    public void A_reaction_is_found_in_each_spelling_of_its_emoji()
    {
        foreach (var pair in Read<string[]>("emoji"))
            With(pair[1]).HasReaction(Me, pair[0]).ShouldBeTrue(Spell(pair));
        foreach (var text in Read<string>("no_emoji"))
            With("👍").HasReaction(Me, text).ShouldBeFalse(Spell(text));
    }

    [Fact]
    public async Task A_piped_line_is_sent_when_something_of_it_can_be_seen()
    {
        await using var server = await TestServer.StartAsync(
            "--Foyer:Tcp:Enabled=true",
            "--Foyer:Tcp:Port=0",
            "--Foyer:Limits:MessagesPerSecond=0"
        );
        using var ada = await server.RegisterAsync("ada");
        var lobby = await ada.JoinAsync("lobby");
        var (host, port) = ServerAddress.Parse(server.Get<TcpServer>().Address!)!.Value;
        using var link = new ServerLink(
            new ServerAddress(host, port, Codec.Json, Tls: false, Pin: null),
            new PresetAnswers("ada", Person.Password),
            comesBack: false
        );
        await link.OpenAsync(default);
        var visible = OneLine("visible");
        var lines = OneLine("invisible").Concat(visible);
        var errors = new StringWriter();

        var code = await new LineMode(link, new StringReader(string.Join('\n', lines)), new StringWriter(), errors)
        {
            Begin = "lobby",
        }.RunAsync(default);

        code.ShouldBe(0, errors.ToString());
        (await ada.TextsAsync(lobby)).Take(visible.Count).Reverse().ShouldBe(visible.Select(text => text.TrimEnd()));
    }

    private static RoomList Rooms(string name)
    {
        var rooms = new RoomList();
        rooms.Take([JsonSerializer.SerializeToElement(new { id = 1, name })]);
        return rooms;
    }

    private static async Task<string> CompleteAsync(string room, string typed)
    {
        var link = new ServerLink(
            new ServerAddress("localhost", 1, Codec.Json, false, null),
            new PresetAnswers(null, null),
            false
        );
        var chat = new ChatSession(link, TimeProvider.System);
        chat.Rooms.Take([JsonSerializer.SerializeToElement(new { id = 1, name = room })]);
        var line = new InputLine();
        line.Put(typed);
        await new Completion(chat, line).CompleteAsync();
        return line.Text;
    }

    private static RoomEntry With(string emoji) =>
        RoomEntry.Parse(
            JsonSerializer.SerializeToElement(
                new { id = 1, reactions = new Dictionary<string, long[]> { [emoji] = [Me] } }
            )
        );

    private static List<string> OneLine(string name) =>
        [.. Read<string>(name).Where(text => text.AsSpan().IndexOfAny('\n', '\r') < 0)];

    private static List<T> Read<T>(string name)
    {
        var rows = Vectors.GetProperty(name).Deserialize<List<T>>()!;
        rows.Count.ShouldBeGreaterThan(5);
        return rows;
    }

    private static string Spell(params string[] texts) => JsonSerializer.Serialize(texts);
}
