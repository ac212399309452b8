using System.Text;
using Foyer.Protocol.WebSockets;

namespace Foyer.Protocol.Tests.WebSockets;

/// <summary>RFC 6455, section 4.2: the opening handshake at the server.</summary>
public sealed class Section4Tests
{
    private const string Good =
        "GET /ws/chat/7?after=3 HTTP/1.1\r\nHost: foyer.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nCookie: foyer_token=a; b=c\r\n\r\n";

    [Fact]
    public void Section_4_2_2_the_example_of_the_standard() =>
        Handshake.Accept("dGhlIHNhbXBsZSBub25jZQ=="u8).ShouldBe("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");

    [Fact]
    public void Section_4_2_2_the_answer() =>
        Encoding
            .ASCII.GetString(Handshake.Response("dGhlIHNhbXBsZSBub25jZQ=="u8))
            .ShouldBe(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"
            );

    [Fact]
    public void An_upgrade_is_read_where_it_lies()
    {
        var bytes = Encoding.ASCII.GetBytes(Good + "frames");
        UpgradeRequest.Read(bytes, "/ws"u8, out var request).ShouldBe(HeadKind.Upgrade);
        request.Size.ShouldBe(Good.Length);
        Text(request.Path).ShouldBe("/ws/chat/7");
        Text(request.Query).ShouldBe("after=3");
        Text(request.Key).ShouldBe("dGhlIHNhbXBsZSBub25jZQ==");
        Text(request.Find("cookie"u8)).ShouldBe("foyer_token=a; b=c");
        Text(request.Find("Origin"u8)).ShouldBe("");
    }

    [Fact]
    public void Every_beginning_of_an_upgrade_is_incomplete()
    {
        var bytes = Encoding.ASCII.GetBytes(Good);
        for (var length = 0; length < bytes.Length; length++)
            UpgradeRequest
                .Read(bytes.AsSpan(0, length), "/ws"u8, out _)
                .ShouldBe(HeadKind.Incomplete, $"{length} bytes");
    }

    [Theory]
    [InlineData("Connection: Upgrade", "Connection: upgrade")]
    [InlineData("Connection: Upgrade", "connection:keep-alive, Upgrade")]
    [InlineData("Connection: Upgrade", "CONNECTION: \t upgrade ,keep-alive\t")]
    [InlineData("Connection: Upgrade", "Connection: keep-alive\r\nConnection: Upgrade")]
    [InlineData("Connection: Upgrade", "Connection: , Upgrade,")]
    [InlineData("Upgrade: websocket", "Upgrade: WebSocket")]
    [InlineData("Upgrade: websocket", "upgrade:websocket")]
    [InlineData("/ws/chat/7?after=3", "/ws")]
    [InlineData("/ws/chat/7?after=3", "/ws?")]
    public void Variants_that_browsers_and_proxies_send(string of, string variant) =>
        Kind(of, variant).ShouldBe(HeadKind.Upgrade);

    [Theory]
    [InlineData("GET", "POST")]
    [InlineData("GET ", "get ")]
    [InlineData("HTTP/1.1", "HTTP/1.0")]
    [InlineData("HTTP/1.1", "HTTP/2.0")]
    [InlineData("/ws/chat/7?after=3", "/room")]
    [InlineData("/ws/chat/7?after=3", "http://foyer.example/ws")]
    [InlineData("/ws/chat/7?after=3", "/ws a")]
    [InlineData("/ws/chat/7?after=3", "/ws#a")]
    [InlineData("/ws/chat/7?after=3", "/ws\u007F")]
    [InlineData("Host: foyer.example\r\n", "")]
    [InlineData("Host: foyer.example", "Host: foyer.example\r\nhost: other.example")]
    [InlineData("Connection: Upgrade", "Connection: keep-alive")]
    [InlineData("Connection: Upgrade", "Connection: Upgraded")]
    [InlineData("Connection: Upgrade\r\n", "")]
    [InlineData("Upgrade: websocket", "Upgrade: h2c")]
    [InlineData("Upgrade: websocket\r\n", "")]
    [InlineData("Version: 13", "Version: 8")]
    [InlineData("Version: 13", "Version: 13\r\nSec-WebSocket-Version: 13")]
    [InlineData("Sec-WebSocket-Version: 13\r\n", "")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZQ")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25jZTE=")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25j!Q==")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "")]
    [InlineData("Cookie: foyer_token=a", "Cookie : foyer_token=a")]
    [InlineData("Cookie: foyer_token=a", "Cookie: foyer_token=\u0001")]
    [InlineData("Cookie: foyer_token=a", "Cookie: x\r\n folded")]
    [InlineData("Cookie: foyer_token=a", "Cookie: x\nInjected: y")]
    [InlineData("Cookie: foyer_token=a", "no colon")]
    [InlineData("Cookie: foyer_token=a", ": no name")]
    [InlineData("Cookie: foyer_token=a", "Content-Length: 5")]
    [InlineData("Cookie: foyer_token=a", "Transfer-Encoding: chunked")]
    [InlineData("Cookie: foyer_token=a", "Expect: 100-continue")]
    [InlineData("Cookie: foyer_token=a", "Cookie: x\r\nCookie: y")]
    public void Everything_else_is_left_to_the_http_server(string of, string variant) =>
        Kind(of, variant).ShouldBe(HeadKind.Other);

    [Theory]
    [InlineData("P")]
    [InlineData("GET /r")]
    [InlineData("GET /wx")]
    [InlineData("PRI * HTTP/2.0\r\n")]
    [InlineData("\u0016\u0003\u0001")]
    [InlineData("\r\n")]
    public void What_cannot_become_an_upgrade_is_not_waited_for(string start) =>
        UpgradeRequest.Read(Encoding.Latin1.GetBytes(start), "/ws"u8, out _).ShouldBe(HeadKind.Other);

    [Fact]
    public void Whatever_comes_is_judged_without_a_fault()
    {
        var random = new Random(4);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Encoding.ASCII.GetBytes(Good);
            for (var i = random.Next(4); i >= 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)(
                    random.Next(2) == 0 ? random.Next(256) : "\r\n: /,"[random.Next(6)]
                );
            var kind = UpgradeRequest.Read(bytes, "/ws"u8, out var request);
            if (kind == HeadKind.Upgrade)
                Handshake.IsKey(request.Key).ShouldBeTrue();
        }
    }

    private static HeadKind Kind(string of, string variant)
    {
        Good.ShouldContain(of);
        var bytes = Encoding.Latin1.GetBytes(Good.Replace(of, variant, StringComparison.Ordinal));
        return UpgradeRequest.Read(bytes, "/ws"u8, out _);
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes);
}
