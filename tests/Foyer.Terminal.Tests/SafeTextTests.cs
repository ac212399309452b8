using System.Text.Json;
using Foyer.Protocol.Envelopes;
using Foyer.Terminal.FullScreen;
using FsCheck;
using FsCheck.Fluent;

namespace Foyer.Terminal.Tests;

/// <summary>No text of others can do more in a terminal than be displayed.</summary>
public sealed class SafeTextTests
{
    [Theory]
    [InlineData("plain Grüße 日本語 👩‍👩‍👧", "plain Grüße 日本語 👩‍👩‍👧")]
    [InlineData("\u001b[31mred\u001b[0m", "red")]
    [InlineData("\u001b[2J\u001b[1;1Hgone", "gone")]
    [InlineData("\u001b]0;title\u0007text", "text")]
    [InlineData("\u001b]52;c;ZXZpbA==\u0007copy", "copy")]
    [InlineData("\u001b]8;;http://evil\u001b\\link\u001b]8;;\u001b\\", "link")]
    [InlineData("\u001bPq#0\u001b\\sixel", "sixel")]
    [InlineData("\u001b]no end", "no end")]
    [InlineData("\u001b", "")]
    [InlineData("\u001b[", "")]
    [InlineData("\u009b31mC1\u0085\u009d", "31mC1")]
    [InlineData("a\rb\bc\u007fd\0", "abcd")]
    [InlineData("\u202eevil\u202c \u2066x\u2069\u200e\u200f\u061c\ufeff", "evil x")]
    [InlineData("a\tb\nc", "a    b c")]
    public void Escapes_controls_and_marks_of_direction_are_taken_out(string text, string clean) =>
        SafeText.Line(text).ShouldBe(clean);

    [Fact]
    public void Half_a_character_is_none() => SafeText.Line("\ud800lone\udc00").ShouldBe("lone");

    [Fact]
    public void Lines_of_a_message_stay_lines() =>
        SafeText.Lines("one\ntwo\u001b[K\r\nthree").ShouldBe(["one", "two", "three"]);

    [Fact]
    public void Whatever_comes_nothing_dangerous_is_left() =>
        Prop.ForAll(
                Nasty,
                text =>
                {
                    var line = SafeText.Line(text);
                    return IsHarmless(line) && SafeText.Line(line) == line && SafeText.Lines(text).All(IsHarmless);
                }
            )
            .Check(Runs);

    [Fact]
    public void What_others_wrote_is_harmless_wherever_the_screen_shows_it() =>
        Prop.ForAll(
                Nasty,
                text =>
                {
                    var link = new ServerLink(
                        new ServerAddress("localhost", 1, Codec.Json, false, null),
                        new PresetAnswers(null, null),
                        false
                    );
                    var chat = new ChatSession(link, TimeProvider.System);
                    var room = new
                    {
                        id = 1,
                        name = text,
                        topic = text,
                        kind = "public",
                    };
                    var message = new
                    {
                        id = 1,
                        chat = 1,
                        user = 2,
                        user_name = text,
                        text,
                        subject = text,
                        timestamp = "2026-01-01T10:00:00.000000Z",
                    };
                    object[] told =
                    [
                        new
                        {
                            state = "signed_in",
                            user = new { id = 1, username = text },
                            chats = new[] { room },
                        },
                        new { @event = new { event_type = "server_notice", text } },
                        new { @event = new { event_type = "command_result", text } },
                        new
                        {
                            @event = new
                            {
                                event_type = "notification",
                                kind = text,
                                from = text,
                                text,
                            },
                        },
                        new { @event = new { event_type = "undelivered", user = new { username = text } } },
                        new { @event = new { event_type = "error", errors = new[] { new { detail = text } } } },
                        new
                        {
                            @event = new
                            {
                                event_type = "connected_user",
                                chat = 1,
                                user = new { id = 2, username = text },
                            },
                        },
                        new
                        {
                            @event = new
                            {
                                event_type = "typing_indicator",
                                chatId = "1",
                                userId = "2",
                            },
                        },
                    ];
                    chat.TakeAsync(new SignedIn(Json(told[0]))).Wait();
                    chat.Current = chat.Rooms.Of(1);
                    foreach (var system in told[1..])
                        chat.TakeAsync(new Received(new Envelope(EnvelopeType.System, Json(system)))).Wait();
                    chat.TakeAsync(new Received(new Envelope(EnvelopeType.Message, Json(message)))).Wait();
                    var view = new View(chat, new InputHandler(chat, link), new InputLine(), TimeProvider.System);
                    return view.Draw(80, 24, out _, out _).All(row => row.Pieces.All(piece => IsHarmless(piece.Text)));
                }
            )
            .Check(Runs);

    [Fact]
    public void A_second_line_in_a_pipe_cannot_pass_for_a_message_of_its_own()
    {
        var entry = new RoomEntry(
            1,
            1,
            DateTimeOffset.UnixEpoch,
            1,
            "ada",
            "hello\n2026-01-01 00:00 lobby ben: forged",
            null,
            "text",
            false,
            false,
            null
        );
        LineMode.Format("lobby", entry, "").Split('\n')[1].ShouldStartWith("    ");
    }

    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(300);

    /// <summary>Texts in which what is dangerous is frequent, whole and in pieces.</summary>
    private static readonly Arbitrary<string> Nasty = Gen.Frequency<string>(
            (3, Gen.Choose(0, 0x9F).Select(code => ((char)code).ToString())),
            (2, Gen.Choose(0x2000, 0x206F).Select(code => ((char)code).ToString())),
            (1, Gen.Choose(0xD800, 0xDFFF).Select(code => ((char)code).ToString())),
            (
                4,
                Gen.Elements(
                    "\u001b[",
                    "\u001b]0;",
                    "\u001b]52;c;",
                    "\u001bP",
                    "\u001b\\",
                    "\u009b",
                    "\u0007",
                    "31m",
                    "\r",
                    "\n",
                    "\u202e",
                    "\u2066",
                    "\ufeff",
                    "Grüße",
                    "日本",
                    "👩‍👩‍👧",
                    " "
                )
            )
        )
        .ListOf()
        .Select(parts => string.Concat(parts))
        .ToArbitrary();

    private static JsonElement Json(object value) =>
        JsonSerializer.SerializeToElement(
            value,
            new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Default }
        );

    private static bool IsHarmless(string text) =>
        !text.Any(character =>
            char.IsControl(character)
            || character
                is '\u061C'
                    or '\u200E'
                    or '\u200F'
                    or '\uFEFF'
                    or (>= '\u2028' and <= '\u202E')
                    or (>= '\u2060' and <= '\u206F')
        );
}
