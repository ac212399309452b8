using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Gateways.Tcp;
using Foyer.Server.Live;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Tcp;

/// <summary>From the dialogue of the sign-in to the live connection, on both transports: no byte is lost, doubled or late.</summary>
public class HandoverTests
{
    private const int Messages = 200;

    [Theory]
    [InlineData("loop")]
    [InlineData("kestrel")]
    public async Task What_comes_right_behind_the_password_is_taken_once_and_in_order(string transport)
    {
        await using var server = await OpenAsync(transport);
        var ada = await server.RegisterAsync("ada");
        var chat = await ada.JoinAsync("linden");
        using var terminal = await TerminalClient.ConnectAsync(server);
        await terminal.GreetAsync();
        await terminal.LoginAsync("username", "ada");
        await terminal.ReadAsync();
        byte[] all =
        [
            .. Frame(EnvelopeType.Login, new { kind = "password", value = Person.Password }),
            .. Enumerable.Range(0, Messages).SelectMany(i => Say(chat, $"line-{i}")),
        ];
        // The last frame is under way when the sign-in ends.
        await terminal.SendRawAsync(all[..^7]);
        await terminal.EventAsync("ready");
        await terminal.SendRawAsync(all[^7..]);
        for (var i = 0; i < Messages; i++)
            (await terminal.UntilAsync(envelope => envelope.Type == EnvelopeType.Message))
                .Data.GetProperty("text")
                .GetString()
                .ShouldBe($"line-{i}");
    }

    [Theory]
    [InlineData("loop")]
    [InlineData("kestrel")]
    public async Task A_peer_that_resets_at_any_moment_of_the_sign_in_leaves_nothing_behind(string transport)
    {
        await using var server = await OpenAsync(transport);
        await server.RegisterAsync("ada");
        byte[][] said =
        [
            [],
            [0],
            Frame(EnvelopeType.Version, new { protocol = 1, client = "Test/1.0" }),
            Frame(EnvelopeType.Login, new { kind = "username", value = "ada" }),
            Frame(EnvelopeType.Login, new { kind = "password", value = Person.Password }),
            Say(1, "unheard"),
        ];
        for (var most = 0; most <= said.Length; most++)
            await ResetAfterAsync(server, [.. said[..most].SelectMany(part => part)]);

        using var terminal = await TerminalClient.SignInAsync(server, "ada");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        // Of the sessions, one is the browser's.
        while (await LeftAsync(server, terminal) != (0, 1, 2))
            patience.Token.ThrowIfCancellationRequested();
    }

    private static async Task<(int HalfOpen, int Connections, int Sessions)> LeftAsync(
        TestServer server,
        TerminalClient terminal
    )
    {
        var sessions = await terminal.GetAsync("sessions");
        return (
            server.Get<PendingSignIns>().Count,
            server.Get<Hub>().Shards.Sum(shard => shard.Connections),
            sessions.GetProperty("results").GetArrayLength()
        );
    }

    private static Task<TestServer> OpenAsync(string transport) =>
        TestServer.StartAsync([
            .. TerminalClient.Open,
            $"--Foyer:Http:Transport={transport}",
            "--Foyer:Limits:MessagesPerSecond=0",
            "--Foyer:Limits:FramesPerSecond=0",
        ]);

    private static async Task ResetAfterAsync(TestServer server, byte[] bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPEndPoint.Parse(server.Get<TcpServer>().Address!));
        await client.GetStream().WriteAsync(bytes);
        // Nothing is sent but the reset.
        client.LingerState = new LingerOption(enable: true, seconds: 0);
    }

    private static byte[] Say(long chat, string text) =>
        Frame(
            EnvelopeType.Message,
            new
            {
                chat,
                text,
                client_id = text,
            }
        );

    private static byte[] Frame(EnvelopeType type, object data) =>
        Framing.Encode(type, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(data)), Codec.Json);
}
