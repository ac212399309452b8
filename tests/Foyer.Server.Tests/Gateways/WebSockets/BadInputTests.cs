using System.Net.Sockets;
using Foyer.Protocol.WebSockets;

namespace Foyer.Server.Tests.Gateways.WebSockets;

/// <summary>What networks, proxies and people with bad intentions send, on both transports.</summary>
public abstract class BadInputTests(EchoServer server)
{
    [Theory]
    [InlineData("Connection: Upgrade")]
    [InlineData("connection: upgrade")]
    [InlineData("Connection: keep-alive, Upgrade")]
    [InlineData("Connection: Upgrade, keep-alive")]
    [InlineData("Connection: keep-alive\r\nConnection: Upgrade")]
    [InlineData("Connection:Upgrade")]
    [InlineData(
        "Connection: upgrade\r\nX-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\nX-Real-IP: 203.0.113.9"
    )]
    public async Task The_connection_header_of_browsers_and_proxies_is_understood(string header)
    {
        using var ada = await server.ConnectAsync();
        var head = await ada.AskAsync(Upgrade("Connection: Upgrade", header));
        head.ShouldStartWith("HTTP/1.1 101 ");
        head.ShouldContain("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n");
    }

    [Theory]
    [InlineData("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZTE=")]
    [InlineData("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", "")]
    [InlineData("Upgrade: websocket", "Upgrade: h2c")]
    [InlineData("Connection: Upgrade", "Connection: keep-alive")]
    [InlineData("GET /ws/echo", "POST /ws/echo")]
    [InlineData("HTTP/1.1", "HTTP/1.0")]
    [InlineData("Host: foyer.example", "Host: foyer.example\r\nHost: other.example")]
    [InlineData("Host: foyer.example\r\n", "")]
    [InlineData("Host: foyer.example", "Host: foyer example")]
    [InlineData("Host: foyer.example", "Host: foyer.example\r\nContent-Length: x")]
    [InlineData("Upgrade: websocket\r\n", "Upgrade: websocket\r\n folded\r\n")]
    public async Task What_is_no_upgrade_gets_a_4xx(string of, string variant)
    {
        using var ada = await server.ConnectAsync();
        (await ada.AskAsync(Upgrade(of, variant))).ShouldStartWith("HTTP/1.1 4");
    }

    [Fact]
    public async Task An_upgrade_in_single_bytes_is_still_one()
    {
        using var ada = await server.ConnectAsync();
        await ada.TrickleAsync(RawClient.Upgrade);
        (await ada.HeadAsync()).ShouldStartWith("HTTP/1.1 101 ");
        await ada.SendAsync(ClientFrames.Text("there"));
        (await ada.NextAsync()).ShouldBe("text there");
    }

    [Fact]
    public async Task Frames_right_behind_the_upgrade_are_read()
    {
        using var ada = await server.ConnectAsync();
        byte[] upgrade = [.. RawClient.Upgrade.Select(character => (byte)character)];
        await ada.SendAsync((byte[])[.. upgrade, .. ClientFrames.Text("early"), .. ClientFrames.Text("bird")[..3]]);
        await ada.HeadAsync();
        (await ada.NextAsync()).ShouldBe("text early");
    }

    [Fact]
    public async Task A_request_pipelined_behind_the_upgrade_is_a_broken_frame()
    {
        using var ada = await server.ConnectAsync();
        await ada.SendAsync(RawClient.Upgrade + "GET /health/live HTTP/1.1\r\nHost: foyer.example\r\n\r\n");
        (await ada.HeadAsync()).ShouldStartWith("HTTP/1.1 101 ");
        (await ada.NextAsync()).ShouldBe("close 1002");
        (await ada.PartAsync()).ShouldBe("end");
    }

    [Fact]
    public async Task An_upgrade_behind_another_request_is_carried_too()
    {
        using var ada = await server.ConnectAsync();
        await ada.SendAsync("GET /health/live HTTP/1.1\r\nHost: foyer.example\r\n\r\n" + RawClient.Upgrade);
        (await ada.HeadAsync()).ShouldStartWith("HTTP/1.1 200 ");
        (await ada.HeadAsync()).ShouldContain("HTTP/1.1 101 ", customMessage: "behind the body of the answer before");
        await ada.SendAsync(ClientFrames.Text("there"));
        (await ada.NextAsync()).ShouldBe("text there");
    }

    [Fact]
    public async Task Peers_may_go_in_every_state()
    {
        await server.UntilAsync(() => server.Connections == 0);
        byte[] half = ClientFrames.Text("never finished")[..9];
        Func<RawClient, Task>[] states =
        [
            _ => Task.CompletedTask,
            peer => peer.SendAsync("G"),
            peer => peer.SendAsync(RawClient.Upgrade[..70]),
            peer => peer.SendAsync(RawClient.Upgrade),
            peer => peer.UpgradeAsync(),
            peer => UpgradeAndSendAsync(peer, half),
            peer => UpgradeAndSendAsync(peer, ClientFrames.Frame(Opcode.Text, "half"u8, final: false)),
            peer => UpgradeAndSendAsync(peer, ClientFrames.Text(new string('x', 60_000))),
            peer => UpgradeAndSendAsync(peer, ClientFrames.Close()),
        ];
        Action<RawClient>[] exits =
        [
            peer => peer.Reset(),
            peer => peer.Dispose(),
            peer => peer.Socket.Shutdown(SocketShutdown.Send),
        ];
        foreach (var state in states)
        foreach (var exit in exits)
        {
            var peer = await server.ConnectAsync();
            await state(peer);
            exit(peer);
        }
        await server.UntilAsync(() => server.Connections == 0);
        using var ada = await server.EchoAsync();
        await ada.SendAsync(ClientFrames.Text("still here"));
        (await ada.NextAsync()).ShouldBe("text still here");
    }

    [Fact]
    public async Task Those_who_never_say_anything_keep_nobody_out()
    {
        var silent = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => server.ConnectAsync()));
        using var ada = await server.EchoAsync();
        await ada.SendAsync(ClientFrames.Text("Hello"));
        (await ada.NextAsync()).ShouldBe("text Hello");
        foreach (var one in silent)
            one.Dispose();
    }

    [Fact]
    public async Task Who_does_not_read_is_closed_with_4408_and_can_still_read_so()
    {
        using var ada = await RawClient.ConnectAsync(server.Address, receiveBuffer: 64 * 1024);
        await ada.UpgradeAsync();
        await server.UntilAsync(() => server.Connections == 1);
        var message = ClientFrames.Text(new string('x', 60_000));
        while (server.Connections == 1)
            await ada.SendAsync(message);
        string last;
        do last = await ada.NextAsync();
        while (last.StartsWith("text x", StringComparison.Ordinal));
        last.ShouldBe("close 4408");
    }

    private static string Upgrade(string of, string variant)
    {
        RawClient.Upgrade.ShouldContain(of);
        return RawClient.Upgrade.Replace(of, variant, StringComparison.Ordinal);
    }

    private static async Task UpgradeAndSendAsync(RawClient peer, byte[] bytes)
    {
        await peer.UpgradeAsync();
        await peer.SendAsync(bytes);
    }
}

public sealed class LoopBadInputTests(LoopServer server) : BadInputTests(server), IClassFixture<LoopServer>;

public sealed class KestrelBadInputTests(KestrelServer server) : BadInputTests(server), IClassFixture<KestrelServer>;
