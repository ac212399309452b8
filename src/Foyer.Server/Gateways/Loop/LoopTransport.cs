using Foyer.Server.Gateways.WebSockets;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// A socket of the loop that has become a connection. It reads into the shard's one buffer and writes directly to the kernel;
/// bytes that the kernel has no room for stay in the connection's outbox.
/// </summary>
internal sealed class LoopTransport(LoopShard loop, int descriptor, SocketConnection connection)
    : Transport,
        IEpollHandler
{
    private bool full;
    private bool gone;
    private bool left;

    /// <summary>Opens the connection.</summary>
    /// <param name="answer">The first bytes to send, such as the response to the upgrade; may be empty.</param>
    /// <param name="received">Bytes that the peer has already sent; may be empty.</param>
    public void Open(byte[] answer, byte[] received)
    {
        connection.Use(this);
        loop.Watch(descriptor, this);
        // The 129 bytes of a response always fit into a new socket; if the peer is already gone, reading will detect it.
        if (answer.Length > 0)
            LinuxNative.Send(descriptor, answer);
        connection.Open();
        connection.Receive(received);
    }

    public void Ready(Readiness readiness)
    {
        if (full && readiness.HasFlag(Readiness.Writable))
            GoOn();
        if (readiness.HasFlag(Readiness.Readable) && !connection.Closed)
            Read();
    }

    public void Fail() => connection.End();

    public override int Write(ReadOnlySpan<byte> bytes)
    {
        if (gone)
            return bytes.Length;
        var sent = LinuxNative.Send(descriptor, bytes);
        if (sent == bytes.Length)
            return sent;
        // Reports all bytes as written when the peer cannot be reached; the next readiness event ends the connection.
        gone = sent < 0 && !LinuxNative.ShouldRetry;
        if (gone)
            return bytes.Length;
        WaitForRoom();
        return Math.Max(sent, 0);
    }

    public override void Finish(ReadOnlySpan<byte> rest, bool peerHasFinished)
    {
        if (gone)
            Abort();
        else if (Leaves())
            LingeringClose.Begin(loop, descriptor, rest.ToArray());
    }

    public override void Abort()
    {
        if (Leaves())
            loop.Close(descriptor);
    }

    // Only once: afterwards the descriptor number may belong to another socket.
    private bool Leaves()
    {
        var first = !left;
        left = true;
        return first;
    }

    private void Read()
    {
        var length = LinuxNative.Receive(descriptor, loop.Buffer);
        if (length > 0)
            connection.Receive(loop.Buffer[..length]);
        else if (length == 0 || !LinuxNative.ShouldRetry)
            connection.End();
    }

    private void WaitForRoom()
    {
        if (!full)
            loop.Rewatch(descriptor, Readiness.Readable | Readiness.Writable);
        full = true;
    }

    private void GoOn()
    {
        full = false;
        connection.Flush();
        if (!connection.Closed)
            loop.Rewatch(descriptor, full ? Readiness.Readable | Readiness.Writable : Readiness.Readable);
    }
}
