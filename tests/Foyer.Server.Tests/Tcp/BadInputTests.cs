using System.Text;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Tests.House;

namespace Foyer.Server.Tests.Tcp;

/// <summary>What no client of ours would send: each is told, none touches anybody else (S004-16, G10).</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("00000000", "invalid")]
    [InlineData("00000001 4A", "parse_error")]
    [InlineData("00000001 42", "parse_error")]
    [InlineData("00001001 4A", "invalid")]
    [InlineData("80000000 4A", "invalid")]
    [InlineData("FFFFFFFF 4A", "invalid")]
    [InlineData("00000002 58 00", "invalid")]
    [InlineData("00000003 4A 7B7B", "parse_error")]
    [InlineData("00000003 42 0904", "parse_error")]
    [InlineData("474554202F20485454502F312E310D0A0D0A", "invalid")]
    public async Task Rubbish_before_sign_in_fails_and_closes(string hex, string code)
    {
        await using var server = await TestServer.StartAsync(Terminal.Open);
        using var terminal = await Terminal.ConnectAsync(server);
        await terminal.SendRawAsync(Convert.FromHexString(hex.Replace(" ", "")));
        (await terminal.FailureAsync()).ShouldBe([code]);
        await terminal.ShouldBeClosedAsync();
    }

    [Fact]
    public async Task After_sign_in_a_body_that_is_no_envelope_leaves_the_connection_open()
    {
        await using var server = await TestServer.StartAsync(Terminal.Open);
        using var ada = await server.RegisterAsync("ada");
        using var terminal = await Terminal.SignInAsync(server, "ada");
        var deep = Encoding.UTF8.GetBytes("""J{"type":"System","data":{"a":""" + new string('[', 100_000));
        await terminal.SendRawAsync([
            0,
            (byte)(deep.Length >> 16),
            (byte)(deep.Length >> 8),
            (byte)deep.Length,
            .. deep,
        ]);
        (await terminal.FailureAsync()).ShouldBe(["parse_error"]);
        await terminal.SendEventAsync(new { event_type = "ping" });
        await terminal.EventAsync("pong");
    }

    [Theory]
    [InlineData("00000000")]
    [InlineData("00100001 4A")]
    [InlineData("00000002 58 00")]
    [InlineData("00000004 42 020400")]
    public async Task After_sign_in_what_is_no_frame_or_another_codec_closes(string hex)
    {
        await using var server = await TestServer.StartAsync(Terminal.Open);
        using var ada = await server.RegisterAsync("ada");
        using var terminal = await Terminal.SignInAsync(server, "ada");
        await terminal.SendRawAsync(Convert.FromHexString(hex.Replace(" ", "")));
        (await terminal.FailureAsync()).ShouldBe(["invalid"]);
        await terminal.ShouldBeClosedAsync();
    }

    [Fact]
    public async Task One_who_never_stops_answering_wrongly_is_let_go()
    {
        await using var server = await TestServer.StartAsync(Terminal.Open);
        using var terminal = await Terminal.ConnectAsync(server);
        await terminal.GreetAsync();
        for (var answers = 0; answers < 60; answers++)
            await terminal.LoginAsync("nothing", "x");
        await terminal.ShouldBeClosedAsync();
    }

    [Theory]
    [InlineData(Codec.Json, 100)]
    [InlineData(Codec.Binary, 100)]
    public async Task Fuzzed_connections_leave_nothing_behind(Codec codec, int few)
    {
        await using var server = await TestServer.StartAsync(Terminal.Open);
        using var ada = await server.RegisterAsync("ada");
        var random = new Random((int)codec);
        var runs = Environment.GetEnvironmentVariable("FOYER_TEST_FULL") is null ? few : 100_000;
        for (var run = 0; run < runs; run++)
            await FuzzAsync(server, codec, random);
        using var terminal = await Terminal.SignInAsync(server, "ada", codec);
        var halfOpen = server.Get<Foyer.Server.Gateways.Tcp.HalfOpen>();
        await Eventually.AsyncTrue(() => Task.FromResult(halfOpen.Count == 0));
        Errors(server).ShouldBeEmpty();
    }

    private static async Task FuzzAsync(TestServer server, Codec codec, Random random)
    {
        using var terminal = await Terminal.ConnectAsync(server, codec);
        byte[] talk =
        [
            .. Framing.Encode(EnvelopeType.Version, """{"protocol":1,"client":"x"}"""u8, codec),
            .. Framing.Encode(EnvelopeType.Login, """{"kind":"username","value":"ada"}"""u8, codec),
        ];
        for (var hits = random.Next(0, 4); hits > 0; hits--)
            talk[random.Next(talk.Length)] = (byte)random.Next(256);
        await terminal.SendRawAsync(talk[..random.Next(1, talk.Length)]);
        if (random.Next(2) == 0)
            await terminal.ReadAsync();
    }

    private static string Errors(TestServer server) =>
        string.Concat(
            Directory
                .EnumerateFiles(Path.Combine(server.Data, "logs"), "error-*.log")
                .Select(file =>
                {
                    using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                    return new StreamReader(stream).ReadToEnd();
                })
        );
}
