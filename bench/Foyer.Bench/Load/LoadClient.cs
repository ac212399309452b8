using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Foyer.Protocol.WebSockets;

namespace Foyer.Bench.Load;

/// <summary>One WebSocket of the generator. Bytes are read into the pool's buffer; only a partial frame is stored here.</summary>
internal sealed class LoadClient(ClientPool pool, int number, int room, int place)
{
    private byte[] kept = [];
    private int keptLength;
    private byte[] unsent = [];
    private int step;
    private uint key = (uint)(2654435761 * (number + 1));

    public int Number => number;

    public int Room => room;

    /// <summary>Which member of its room it is.</summary>
    public int Place => place;

    public string Token { get; init; } = "";

    /// <summary>The room's id on the server.</summary>
    public string Chat { get; init; } = "";

    public bool Ready { get; private set; }

    public string? Fault { get; private set; }

    public int Descriptor { get; private set; }

    private Socket? Socket { get; set; }

    /// <summary>Connects and upgrades, waiting for the response; later bytes are read by the pool.</summary>
    public void Open(int port)
    {
        Socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            ReceiveTimeout = 20_000,
        };
        Socket.Connect(IPAddress.Loopback, port);
        Socket.Send(
            Encoding.ASCII.GetBytes(
                $"GET {pool.Dialect.Path(this)} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                    + $"{pool.Dialect.Headers(this)}\r\n"
            )
        );
        ReadUpgrade(Socket);
        Socket.Blocking = false;
        Descriptor = (int)Socket.Handle;
    }

    /// <summary>
    /// Sends what the protocol requires before the client is in its room; frames that came with the upgrade count.
    /// </summary>
    public void Begin()
    {
        Advance();
        var first = kept.AsSpan(0, keptLength).ToArray();
        keptLength = 0;
        Take(first);
    }

    public void SendText(string text)
    {
        key = (key * 1664525) + 1013904223;
        Send(ClientFrames.Text(text, key));
    }

    /// <summary>Reads once; if more bytes wait, the descriptor becomes ready again.</summary>
    public void Read(byte[] buffer)
    {
        kept.AsSpan(0, keptLength).CopyTo(buffer);
        var count = Poller.Receive(Descriptor, buffer.AsSpan(keptLength));
        if (count == -1)
            return;
        if (count <= 0)
        {
            Fail(count == 0 ? "the server closed the connection" : "the connection broke");
            return;
        }
        pool.Reads++;
        var length = keptLength + count;
        keptLength = 0;
        Take(buffer.AsSpan(0, length));
    }

    public void Flush()
    {
        var sent = Poller.Send(Descriptor, unsent);
        if (sent > 0)
            unsent = unsent[sent..];
        if (unsent.Length == 0)
            pool.AlsoWritable(this, false);
    }

    public void Close() => Socket?.Dispose();

    private void ReadUpgrade(Socket socket)
    {
        var head = new byte[16 * 1024];
        var length = 0;
        int end;
        while ((end = head.AsSpan(0, length).IndexOf("\r\n\r\n"u8)) < 0)
        {
            var count = socket.Receive(head.AsSpan(length));
            if (count == 0)
                throw new InvalidOperationException("The server closed the connection before it answered the upgrade.");
            length += count;
        }
        if (!head.AsSpan(0, length).StartsWith("HTTP/1.1 101"u8))
            throw new InvalidOperationException("The upgrade was refused: " + Encoding.UTF8.GetString(head, 0, length));
        kept = head[(end + 4)..length];
        keptLength = kept.Length;
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        while (Fault is null && FrameLength(bytes) is var (header, payload) && bytes.Length >= header + payload)
        {
            Take(bytes[0], bytes.Slice(header, payload));
            bytes = bytes[(header + payload)..];
        }
        if (kept.Length < bytes.Length)
            kept = new byte[bytes.Length * 2];
        bytes.CopyTo(kept);
        keptLength = bytes.Length;
    }

    /// <summary>Parses the unmasked header of a server's frame; returns (0, int.MaxValue) while it is incomplete.</summary>
    private static (int Header, int Payload) FrameLength(ReadOnlySpan<byte> bytes) =>
        bytes.Length < 2 ? (0, int.MaxValue)
        : bytes[1] < 126 ? (2, bytes[1])
        : bytes[1] == 126 && bytes.Length >= 4 ? (4, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]))
        : bytes[1] == 127 && bytes.Length >= 10 ? (10, (int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]))
        : (0, int.MaxValue);

    private void Take(byte first, ReadOnlySpan<byte> payload)
    {
        const byte final = 0x80;
        switch (first)
        {
            case final | (byte)Opcode.Text or final | (byte)Opcode.Binary:
                HearAll(payload);
                break;
            case final | (byte)Opcode.Ping:
                Send(ClientFrames.Frame(Opcode.Pong, payload, key: key));
                break;
            case final | (byte)Opcode.Pong:
                break;
            case final | (byte)Opcode.Close:
                Fail($"closed with {(payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(payload) : 0)}");
                break;
            default:
                Fail($"a frame that begins with {first}");
                break;
        }
    }

    private void HearAll(ReadOnlySpan<byte> frame)
    {
        pool.Frames++;
        if (pool.Dialect.End is { } end)
            while (frame.IndexOf(end) is var at and >= 0)
            {
                Hear(frame[..(at + 1)]);
                frame = frame[(at + 1)..];
            }
        else
            Hear(frame);
    }

    private void Hear(ReadOnlySpan<byte> text)
    {
        if (pool.Dialect.KeepAlive is { } alive && text.SequenceEqual(alive.Heard))
            SendText(alive.Said);
        else if (Ready)
            pool.Heard(this, text);
        else if (step > 0 && text.IndexOf(pool.Dialect.Steps[step - 1].Hear) >= 0)
        {
            pool.Heard(this, text);
            Advance();
        }
    }

    private void Advance()
    {
        if (step == pool.Dialect.Steps.Count)
        {
            Ready = true;
            pool.ReadyCount++;
            return;
        }
        if (pool.Dialect.Steps[step++].Say is { } say)
            SendText(say(this));
    }

    private void Send(byte[] frame)
    {
        if (Fault is not null)
            return;
        var sent = unsent.Length > 0 ? 0 : Poller.Send(Descriptor, frame);
        if (sent == frame.Length)
            return;
        unsent = [.. unsent, .. frame.AsSpan(Math.Max(0, sent))];
        pool.AlsoWritable(this, true);
    }

    private void Fail(string fault)
    {
        Fault = fault;
        pool.Lost(this);
        Close();
    }
}
