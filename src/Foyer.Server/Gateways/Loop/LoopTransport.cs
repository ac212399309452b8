using Foyer.Server.Gateways.WebSockets;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// A socket of the loop that has become a connection. It reads into the shard's one buffer and writes straight into the
/// kernel; what the kernel has no room for stays in the connection's outbox until it has.
/// </summary>
internal sealed class LoopTransport(LoopShard loop, int descriptor, SocketConnection connection)
    : Transport,
        IEpollHandler
{
    private bool full;
    private bool gone;
    private bool left;

    /// <summary>Begins.</summary>
    /// <param name="answer">The first bytes to send, such as the answer to the upgrade; may be empty.</param>
    /// <param name="received">What the peer has said already; may be empty.</param>
    public void Open(byte[] answer, byte[] received)
    {
        connection.Use(this);
        loop.Watch(descriptor, this);
        // The 129 bytes of an answer always fit into a new socket; if the peer is gone already, reading will tell.
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
        // Whoever cannot be reached is said to have taken all; the next readiness ends the connection.
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

    // Once only: afterwards the descriptor may be somebody else's.
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
