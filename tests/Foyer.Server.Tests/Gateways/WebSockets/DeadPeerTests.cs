using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.WebSockets;

/// <summary>The client of an event stream vanishes without a word: from some moment on it acknowledges nothing.</summary>
public sealed class DeadPeerTests
{
    private const int SocketLevel = 1;
    private const int AttachFilter = 26;

    [Theory]
    [InlineData("loop")]
    [InlineData("kestrel")]
    public async Task Its_connection_ends_as_one_that_is_silent(string transport)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a socket filter of Linux");
        await using var server = await TestServer.StartAsync(
            $"--Foyer:Http:Transport={transport}",
            "--Foyer:Sockets:PingSeconds=1",
            "--Foyer:Sockets:IdleSeconds=2"
        );
        using var ada = await server.RegisterAsync("ada");
        var lobby = await ada.JoinAsync("lobby");
        var address = new Uri(server.Address);
        using var client = await RawClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, address.Port));
        await client.SendAsync(
            $"GET /api/stream?chats={lobby} HTTP/1.1\r\nHost: {address.Authority}\r\nUser-Agent: Test/1.0\r\nCookie: foyer_token={ada.Token}\r\n\r\n"
        );
        (await client.HeadAsync()).ShouldStartWith("HTTP/1.1 200 ");
        var presence = server.Get<Foyer.Server.Live.Hub>().Presence;
        while (!presence.IsOnline(ada.Id))
            await Task.Delay(10);

        DropAllThatComes(client.Socket);

        await server.GoneAsync(ada);
    }

    /// <summary>A filter of the socket that lets no packet through: what the peer sends is neither read nor acknowledged.</summary>
    private static void DropAllThatComes(Socket socket)
    {
        const int ReturnNothing = 0x06;
        var instruction = Marshal.AllocHGlobal(8);
        Marshal.WriteInt64(instruction, ReturnNothing);
        Span<byte> program = stackalloc byte[16];
        program.Clear();
        MemoryMarshal.Write(program, (ushort)1);
        MemoryMarshal.Write(program[8..], instruction);
        socket.SetRawSocketOption(SocketLevel, AttachFilter, program);
        Marshal.FreeHGlobal(instruction);
    }
}
