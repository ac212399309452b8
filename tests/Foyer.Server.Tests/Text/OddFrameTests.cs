using System.Text;
using System.Text.Json;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Gateways.Tcp;

namespace Foyer.Server.Tests.Text;

/// <summary>Odd values in each field of the frames of sockets and terminals.</summary>
public sealed class OddFrameTests(ITestOutputHelper output) : OddInput(output)
{
    private static readonly (string Type, string Fields)[] Frames =
    [
        ("join_chat", "chat after"),
        ("leave_chat", "chat"),
        ("chat_message", "chat text client_id subject reply_to attachments id messageId"),
        ("delete_message", "id"),
        ("typing_indicator", "chat"),
        ("read", "chat message unread"),
        ("watch_event", "event"),
        ("attention", "state"),
        ("ping", "event_type chat_id"),
    ];

    private static readonly (string Request, string Fields)[] Requests =
    [
        ("history", "chat before after limit search from to user sort"),
        ("chats", "public search limit after"),
        ("events", "search location from to mine seats price limit after"),
        ("event", "id"),
        ("book", "event waitlist"),
        ("withdraw", "event"),
        ("sessions", "request"),
        ("join", "name chat"),
    ];

    private static readonly string[] Commands =
    [
        "pm",
        "join",
        "topic",
        "invite",
        "event",
        "book",
        "unbook",
        "rsvp",
        "kick",
        "ban",
        "unban",
        "events",
        "help",
        "vote",
    ];

    [Fact]
    public async Task No_frame_of_a_socket_does()
    {
        await using var wire = await WebSocketClient.JoinAsync(Ada, Room);
        var turn = 0;
        foreach (var (type, fields) in Frames)
        foreach (var name in fields.Split(' '))
        {
            foreach (var odd in OddValues.Json(turn++).Where(odd => odd.Length < 60_000))
                await SendAsync(
                    $$"""{"event_type":"{{type}}","chat":{{Room}},"message":{{Message}},"text":"x","{{name}}":{{odd}}}"""
                );
            await wire.SoFarAsync();
        }
        foreach (var command in Commands)
        {
            foreach (var odd in OddValues.Strings(turn++).Where(odd => odd.Length < 60_000))
                await SendAsync(
                    $$"""{"event_type":"chat_message","chat":{{Room}},"text":{{JsonSerializer.Serialize($"/{command} {odd}")}}}"""
                );
            await wire.SoFarAsync();
        }
        wire.CloseCode.ShouldBeNull();
        ShouldBeWell();

        Task SendAsync(string frame)
        {
            Count();
            return wire.SendTextAsync(frame);
        }
    }

    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task No_field_of_the_terminal_does(Codec codec)
    {
        var terminal = await TerminalClient.SignInAsync(Server, "ben", codec);
        var turn = 0;
        foreach (var (type, frame, names) in TerminalFrames())
        foreach (var name in names.Split(' '))
        foreach (var odd in OddValues.Json(turn++))
        {
            var json = frame.Replace("}", $$""","{{name}}":{{odd}}}""");
            if (type == EnvelopeType.System && frame.StartsWith("{\"event\"", StringComparison.Ordinal))
                json += "}";
            terminal = await SendAsync(terminal, type, json);
        }
        terminal.Dispose();
        ShouldBeWell();

        async Task<TerminalClient> SendAsync(TerminalClient open, EnvelopeType type, string json)
        {
            byte[] bytes;
            try
            {
                bytes = Framing.Encode(type, Encoding.UTF8.GetBytes(json), codec);
            }
            // The binary codec has no way to spell what is no text.
            catch (Exception fault)
                when (codec == Codec.Binary && fault is InvalidOperationException or ArgumentException)
            {
                return open;
            }
            Count();
            await open.SendRawAsync(bytes);
            await open.SendAsync(EnvelopeType.System, """{"request":"chats","ref":77}""");
            try
            {
                var answer = await open.UntilAsync(envelope =>
                    (
                        envelope.Data.TryGetProperty("ref", out var number)
                        && number.ValueKind == JsonValueKind.Number
                        && number.GetRawText() == "77"
                    ) || (envelope.Data.TryGetProperty("state", out var state) && state.GetString() == "failed")
                );
                if (answer.Data.TryGetProperty("ref", out _))
                    return open;
            }
            catch (EndOfStreamException)
            {
                AddFault($"{type} {OddValues.Show(json)}: closed without a word");
            }
            open.Dispose();
            return await TerminalClient.SignInAsync(Server, "ben", codec);
        }
    }

    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task No_answer_at_the_terminals_sign_in_does(Codec codec)
    {
        foreach (var field in new[] { "kind", "value" })
        foreach (var odd in OddValues.Json(0).Where(odd => odd.Length < 4000))
        {
            using var terminal = await TerminalClient.ConnectAsync(Server, codec);
            await terminal.GreetAsync();
            var other = field == "kind" ? "value" : "kind";
            try
            {
                await terminal.SendAsync(EnvelopeType.Login, $$"""{"{{other}}":"username","{{field}}":{{odd}}}""");
            }
            catch (Exception fault)
                when (codec == Codec.Binary && fault is InvalidOperationException or ArgumentException)
            {
                continue;
            }
            Count();
            // A question, or what is wrong.
            (await terminal.ReadAsync()).Type.ShouldBe(EnvelopeType.System, odd);
        }
        ShouldBeWell();
    }

    private IEnumerable<(EnvelopeType Type, string Frame, string Fields)> TerminalFrames()
    {
        foreach (var (type, fields) in Frames)
            yield return (
                EnvelopeType.System,
                $$$"""{"event":{"event_type":"{{{type}}}","chat":{{{Room}}},"message":{{{Message}}}}""",
                fields
            );
        foreach (var (request, fields) in Requests)
            yield return (EnvelopeType.System, $$"""{"request":"{{request}}","ref":5}""", fields + " ref");
        yield return (
            EnvelopeType.Message,
            $$"""{"chat":{{Room}},"text":"x"}""",
            "text subject client_id reply_to attachments chat"
        );
        yield return (EnvelopeType.Message, """{"recipient":"ada","text":"x"}""", "recipient text subject client_id");
        yield return (EnvelopeType.System, """{"received":5}""", "received request event");
    }
}
