using System.Text.Json;
using Foyer.Terminal.FullScreen;
using Spectre.Console;

namespace Foyer.Terminal.Tests;

/// <summary>The cases that server and browser share, as the screen shows them.</summary>
public sealed class MessageRowsTests
{
    private const long Me = 7;

    public static IEnumerable<object[]> Texts() =>
        Read("message-text.json").EnumerateArray().Select(one => (object[])[Text(one, "text"), Text(one, "plain")]);

    public static IEnumerable<object[]> Mentions() =>
        Read("mentions.json")
            .GetProperty("cases")
            .EnumerateArray()
            .Select(one => (object[])[Text(one, "text"), one.GetProperty("mentions").GetRawText()]);

    [Theory]
    [MemberData(nameof(Texts))]
    public void All_words_are_shown_in_their_order(string text, string plain)
    {
        var shown = Lay(RoomEntry.Parse(Message(text, "[]")), 500);

        var next = 0;
        foreach (var character in string.Concat(shown.SelectMany(row => row.Pieces).Select(piece => piece.Text)))
            if (next < plain.Length && (plain[next] == character || (plain[next] == ' ' && plain[++next] == character)))
                next++;
        plain[next..].Trim().ShouldBe("");
    }

    [Theory]
    [MemberData(nameof(Mentions))]
    public void What_the_server_calls_a_mention_is_highlighted(string text, string mentions)
    {
        var given = JsonElement
            .Parse(mentions)
            .EnumerateArray()
            .Select(one => (From: Number(one, "from"), Length: Number(one, "length")))
            .ToList();
        var json = JsonSerializer.Serialize(
            given.Select(one => new
            {
                user = Me,
                from = one.From,
                length = one.Length,
            })
        );

        var highlighted = Lay(RoomEntry.Parse(Message(text, json)), 500)
            .SelectMany(row => row.Pieces)
            .Where(piece => piece.Style.Background == Color.Yellow);

        string.Concat(highlighted.Select(piece => piece.Text).Where(piece => piece.Length > 0))
            .Replace(" ", "", StringComparison.Ordinal)
            .ShouldBe(
                string.Concat(given.Select(one => SafeText.Line(text.Substring(one.From, one.Length))))
                    .Replace(" ", "", StringComparison.Ordinal)
            );
    }

    [Fact]
    public void Blocks_are_set_off_and_long_lines_wrap_within_them()
    {
        var entry = RoomEntry.Parse(
            Message(
                "**Bring**:\n- soup for everyone\n  1. hot\n- [bread](https://linden.example/b)\n\n> said\n\n```\nls  -l\n```",
                "[]"
            )
        );

        Lay(entry, 16)
            .Select(row => string.Concat(row.Pieces.Select(piece => piece.Text)).TrimEnd())
            .ShouldBe([
                "Bring:",
                "• soup for",
                "  everyone",
                "  1. hot",
                "• bread",
                "  <https://linde",
                "  n.example/b>",
                "│ said",
                "  ls  -l",
            ]);
    }

    [Fact]
    public void Only_mentions_from_others_call()
    {
        const string mine = """[{"user":7,"from":0,"length":4}]""";
        RoomEntry.Parse(Message("@ada", mine)).Addresses(Me).ShouldBeTrue();
        RoomEntry.Parse(Message("@all", """[{"user":0,"from":0,"length":4}]""")).Addresses(Me).ShouldBeTrue();
        RoomEntry.Parse(Message("@ada", "[]")).Addresses(Me).ShouldBeFalse();
        (RoomEntry.Parse(Message("@ada", mine)) with { User = Me }).Addresses(Me).ShouldBeFalse();
    }

    private static List<Row> Lay(RoomEntry entry, int width) => new MessageRows(entry, Me, Style.Plain, width).Layout();

    private static JsonElement Message(string text, string mentions) =>
        JsonElement.Parse($$"""{"id":1,"user":2,"text":{{JsonSerializer.Serialize(text)}},"mentions":{{mentions}}}""");

    private static JsonElement Read(string file) =>
        JsonElement.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", file)));

    private static string Text(JsonElement one, string name) => one.GetProperty(name).GetString()!;

    private static int Number(JsonElement one, string name) => one.GetProperty(name).GetInt32();
}
