using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Tcp;

/// <summary>What no client of ours would send: each sender gets an error, and no other client is affected.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Bystander bystander = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(TerminalClient.Open);
        bystander = await Bystander.EnterAsync(server);
    }

    public async ValueTask DisposeAsync()
    {
        bystander.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("00000000", "invalid")]
    [InlineData("00000001 4A", "parse_error")]
    [InlineData("00000001 42", "parse_error")]
    [InlineData("00001001 4A", "invalid")]
    [InlineData("00001001 42", "invalid")]
    [InlineData("80000000 4A", "invalid")]
    [InlineData("80000000 42", "invalid")]
    [InlineData("FFFFFFFF 4A", "invalid")]
    [InlineData("FFFFFFFF 42", "invalid")]
    [InlineData("00000002 58 00", "invalid")]
    [InlineData("00000002 00 00", "invalid")]
    [InlineData("00000002 6A 00", "invalid")]
    [InlineData("00000003 4A 7B7B", "parse_error")]
    [InlineData("00000003 42 0904", "parse_error")]
    [InlineData("00000004 42 0504FF", "parse_error")]
    [InlineData("00000006 42 04048B7F00", "parse_error")]
    [InlineData("0000000B 42 040409FFFFFFFFFFFFFFFF", "parse_error")]
    [InlineData("474554202F20485454502F312E310D0A0D0A", "invalid")]
    [InlineData("16030102000100 01FC0303", "invalid")]
    [InlineData("5353482D322E302D4F70656E5353480D0A", "invalid")]
    public async Task Rubbish_before_sign_in_fails_and_closes(string hex, string code)
    {
        using var terminal = await TerminalClient.ConnectAsync(server);
        await terminal.SendRawAsync(Bytes(hex));
        (await terminal.FailureAsync()).ShouldBe([code]);
        await terminal.ShouldBeClosedAsync();
        await bystander.ShouldBeUnmovedAsync();
        server.Errors().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("00000003 4A 7B7B", "parse_error")]
    [InlineData("00000000", "invalid")]
    [InlineData("", null)]
    public async Task Rubbish_or_the_end_instead_of_a_new_password_closes_too(string hex, string? code)
    {
        using var terminal = await TerminalClient.ConnectAsync(server);
        await terminal.GreetAsync();
        await terminal.LoginAsync("username", "cleo");
        (await terminal.ReadAsync()).Data.GetProperty("ask").GetString().ShouldBe("new_password");
        await terminal.SendRawAsync(Bytes(hex));
        if (code is null)
            ((NetworkStream)terminal.Stream).Socket.Shutdown(SocketShutdown.Send);
        else
            (await terminal.FailureAsync()).ShouldBe([code]);
        await Should.ThrowAsync<EndOfStreamException>(terminal.ReadAsync());
        await bystander.ShouldBeUnmovedAsync();
        server.Errors().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Codec.Json, 4_000)]
    [InlineData(Codec.Binary, 4_000)]
    public async Task Depth_before_sign_in_fails_and_closes(Codec codec, int depth)
    {
        using var terminal = await TerminalClient.ConnectAsync(server);
        await terminal.SendRawAsync(Frame(codec, Deep(codec, depth)));
        (await terminal.FailureAsync()).ShouldBe(["parse_error"]);
        await terminal.ShouldBeClosedAsync();
        await bystander.ShouldBeUnmovedAsync();
    }

    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task After_sign_in_a_body_that_is_no_envelope_leaves_the_connection_open(Codec codec)
    {
        using var terminal = await TerminalClient.SignInAsync(server, "ada", codec);
        byte[][] bodies = [Deep(codec, 100_000), [], [0xFF], "no such thing"u8.ToArray()];
        foreach (var body in bodies)
        {
            await terminal.SendRawAsync(Frame(codec, body));
            (await terminal.FailureAsync()).ShouldBe(["parse_error"]);
        }
        await terminal.SendEventAsync(new { event_type = "ping" });
        await terminal.EventAsync("pong");
        await bystander.ShouldBeUnmovedAsync();
    }

    [Theory]
    [InlineData(Codec.Json, "00000000")]
    [InlineData(Codec.Json, "00100001 4A")]
    [InlineData(Codec.Json, "80000000 4A")]
    [InlineData(Codec.Json, "FFFFFFFF 4A")]
    [InlineData(Codec.Json, "00000002 58 00")]
    [InlineData(Codec.Json, "00000004 42 020400")]
    [InlineData(Codec.Binary, "00000000")]
    [InlineData(Codec.Binary, "00100001 42")]
    [InlineData(Codec.Binary, "80000000 42")]
    [InlineData(Codec.Binary, "FFFFFFFF 42")]
    [InlineData(Codec.Binary, "00000002 58 00")]
    [InlineData(Codec.Binary, "00000003 4A 7B7D")]
    public async Task After_sign_in_what_is_no_frame_or_another_codec_closes(Codec codec, string hex)
    {
        using var terminal = await TerminalClient.SignInAsync(server, "ada", codec);
        await terminal.SendRawAsync(Bytes(hex));
        (await terminal.FailureAsync()).ShouldBe(["invalid"]);
        await terminal.ShouldBeClosedAsync();
        await bystander.ShouldBeUnmovedAsync();
    }

    [Fact]
    public async Task A_frame_of_the_limit_is_taken_and_one_byte_more_is_not()
    {
        using var terminal = await TerminalClient.ConnectAsync(server);
        var version = """{"type":"Version","data":{"protocol":1}}""";
        var padded = Encoding.UTF8.GetBytes(version.PadRight(FrameParser.FirstLimit - 1));
        await terminal.SendRawAsync(Frame(Codec.Json, padded));
        await terminal.ReadAsync();
        (await terminal.ReadAsync()).Data.GetProperty("ask").GetString().ShouldBe("username");
        await terminal.SendRawAsync(Frame(Codec.Json, [.. padded, (byte)' ']));
        (await terminal.FailureAsync()).ShouldBe(["invalid"]);
        await terminal.ShouldBeClosedAsync();
    }

    [Theory]
    [InlineData(Codec.Json)]
    [InlineData(Codec.Binary)]
    public async Task Bytes_may_come_one_by_one(Codec codec)
    {
        using var terminal = await TerminalClient.ConnectAsync(server, codec);
        await terminal.ReadAsync();
        byte[] talk =
        [
            .. Framing.Encode(EnvelopeType.Version, """{"protocol":1}"""u8, codec),
            .. Framing.Encode(EnvelopeType.Login, """{"kind":"username","value":"ada"}"""u8, codec),
        ];
        foreach (var one in talk)
            await terminal.SendRawAsync([one]);
        await terminal.ReadAsync();
        (await terminal.ReadAsync()).Data.GetProperty("ask").GetString().ShouldBe("password");
    }

    [Fact]
    public async Task One_who_never_stops_answering_wrongly_is_let_go()
    {
        using var terminal = await TerminalClient.ConnectAsync(server);
        await terminal.GreetAsync();
        for (var answers = 0; answers < 60; answers++)
            await terminal.LoginAsync("nothing", "x");
        await terminal.ShouldBeClosedAsync();
        await bystander.ShouldBeUnmovedAsync();
    }

    [Fact]
    public async Task One_who_floods_is_slowed_and_then_let_go()
    {
        using var terminal = await TerminalClient.SignInAsync(server, "ada");
        var ping = Framing.Encode(EnvelopeType.System, """{"event":{"event_type":"ping"}}"""u8, Codec.Json);
        await terminal.SendRawAsync([.. Enumerable.Repeat(ping, 3000).SelectMany(bytes => bytes)]);
        (await terminal.FailureAsync()).ShouldBe(["throttled"]);
        await terminal.ShouldBeClosedAsync();
        await bystander.ShouldBeUnmovedAsync();
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", ""));

    /// <summary>Lists in lists, as the codec writes them, never closed.</summary>
    private static byte[] Deep(Codec codec, int depth) =>
        codec == Codec.Json
            ? Encoding.UTF8.GetBytes("""{"type":"System","data":{"a":""" + new string('[', depth))
            : [2, 4, 2, (byte)'a', .. Enumerable.Repeat((byte)5, depth)];

    private static byte[] Frame(Codec codec, byte[] body)
    {
        var frame = new byte[5 + body.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)body.Length + 1);
        frame[4] = (byte)codec;
        body.CopyTo(frame, 5);
        return frame;
    }
}
