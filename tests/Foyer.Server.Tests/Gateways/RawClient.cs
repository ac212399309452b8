using System.Net;
using System.Net.Sockets;
using System.Text;
using Foyer.Protocol.WebSockets;

namespace Foyer.Server.Tests.Gateways;

/// <summary>A client that sends exactly the bytes a test wants.</summary>
internal sealed class RawClient(Socket socket) : IDisposable
{
    public const string Upgrade =
        "GET /ws/echo HTTP/1.1\r\nHost: foyer.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly byte[] buffer = new byte[64 * 1024];
    private FrameParser parser = new(new FrameRules(1 << 24, Binary: true, FromClient: false));
    private int from;
    private int to;
    private bool wasReset;

    public Socket Socket => socket;

    public static async Task<RawClient> ConnectAsync(EndPoint address, int? receiveBuffer = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } size)
            socket.ReceiveBufferSize = size;
        await socket.ConnectAsync(address);
        return new RawClient(socket);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await socket.SendAsync(bytes);

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends each byte in a packet of its own.</summary>
    public async Task TrickleAsync(string text)
    {
        foreach (var value in Encoding.Latin1.GetBytes(text))
            await SendAsync(new[] { value });
    }

    public async Task UpgradeAsync()
    {
        await SendAsync(Upgrade);
        (await HeadAsync()).ShouldStartWith("HTTP/1.1 101 ");
    }

    /// <summary>Sends a request and reads the response.</summary>
    public async Task<string> AskAsync(string request)
    {
        await SendAsync(request);
        return await HeadAsync();
    }

    /// <summary>A response head, blank line included; what is left of it when the server hangs up.</summary>
    public async Task<string> HeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await FillAsync())
            head.Append((char)buffer[from++]);
        return head.ToString();
    }

    /// <summary>Everything until the server hangs up.</summary>
    public async Task<string> RestAsync()
    {
        var rest = new StringBuilder();
        for (; await FillAsync(); from = to)
            rest.Append(Encoding.Latin1.GetString(buffer, from, to - from));
        return rest.ToString();
    }

    /// <summary>The next frame as text; "end" when the server closed the connection, "reset" when it reset it.</summary>
    public async Task<string> NextAsync()
    {
        while (true)
        {
            if (TryNext(out var found))
                return found;
            if (!await FillAsync())
                return wasReset ? "reset" : "end";
        }
    }

    /// <summary>Hangs up as a peer does that has heard a close frame; "end" when the server then does so too.</summary>
    public Task<string> PartAsync()
    {
        socket.Shutdown(SocketShutdown.Send);
        return NextAsync();
    }

    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    public void Dispose() => socket.Dispose();

    private bool TryNext(out string found)
    {
        var input = buffer.AsSpan(from, to - from);
        var any = parser.TryRead(ref input, out var received);
        from = to - input.Length;
        found = received.Kind switch
        {
            ReceivedKind.Text => $"text {Encoding.UTF8.GetString(received.Payload)}",
            ReceivedKind.Close => $"close {(int)received.Code}",
            var kind => $"{kind} {Convert.ToHexString(received.Payload)}",
        };
        return any;
    }

    private async Task<bool> FillAsync()
    {
        if (from < to)
            return true;
        try
        {
            from = 0;
            to = await socket.ReceiveAsync(buffer).WaitAsync(Patience);
        }
        catch (SocketException)
        {
            wasReset = true;
            to = 0;
        }
        return to > 0;
    }
}
