using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Foyer.Bench.Load;

/// <summary>Connections that each send a request, read the whole response, and repeat.</summary>
internal sealed class PageReaders : IDisposable
{
    private readonly Poller poller = new();
    private readonly List<Asking> connections = [];
    private readonly Func<int, byte[]> request;

    private sealed record Asking(Socket Socket, int Descriptor)
    {
        public byte[] Answer { get; } = new byte[1 << 20];

        public int Length { get; set; }

        public long Began { get; set; }
    }

    /// <param name="request">The bytes of the request with this number.</param>
    public PageReaders(int port, int count, Func<int, byte[]> request)
    {
        this.request = request;
        for (var i = 0; i < count; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Connect(IPAddress.Loopback, port);
            socket.Blocking = false;
            connections.Add(new Asking(socket, (int)socket.Handle));
            poller.Watch(connections[i].Descriptor, i);
        }
    }

    public int Asked { get; private set; }

    public int Answered { get; private set; }

    public int Refused { get; private set; }

    public Latencies Latencies { get; private set; } = new();

    /// <param name="token">Empty for an anonymous request.</param>
    public static byte[] Get(string path, string token)
    {
        var authorization = token == "" ? "" : $"Authorization: Bearer {token}\r\n";
        return Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{authorization}\r\n");
    }

    /// <summary>Returns the request of a signed-in browser.</summary>
    public static byte[] Shown(string path, string token) =>
        Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nCookie: foyer_token={token}\r\n\r\n"
        );

    /// <summary>Sends this number of requests in total.</summary>
    public void Run(int count)
    {
        (Asked, Answered, Refused, Latencies) = (0, 0, 0, new Latencies());
        foreach (var connection in connections)
            Ask(connection, count);
        while (Answered < Asked)
        {
            var ready = poller.Wait(5_000_000_000);
            if (ready == 0)
                throw new InvalidOperationException($"No answer for five seconds, after {Answered}.");
            for (var i = 0; i < ready; i++)
                Read(connections[poller.Entry(i).Number], count);
        }
    }

    public void Dispose()
    {
        foreach (var connection in connections)
            connection.Socket.Dispose();
    }

    private void Ask(Asking connection, int most)
    {
        if (Asked == most)
            return;
        connection.Began = ClientPool.Now;
        Poller.Send(connection.Descriptor, request(Asked++));
    }

    private void Read(Asking connection, int most)
    {
        var count = Poller.Receive(connection.Descriptor, connection.Answer.AsSpan(connection.Length));
        if (count == 0 || count == -2)
            throw new InvalidOperationException("The server closed the connection.");
        connection.Length += Math.Max(0, count);
        var answer = connection.Answer.AsSpan(0, connection.Length);
        if (!IsWhole(answer))
            return;
        if (!answer.StartsWith("HTTP/1.1 200"u8))
            Refused++;
        Latencies.Add(ClientPool.Now - connection.Began);
        connection.Length = 0;
        Answered++;
        Ask(connection, most);
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        var length = Numbers.After(answer[..head], "Content-Length: "u8);
        return length >= 0 ? answer.Length == head + 4 + length : answer.EndsWith("0\r\n\r\n"u8);
    }
}
