using System.Net;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Gateways.WebSockets;

namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// An accepted connection that has not sent its request yet. Its first bytes are peeked at and left in the socket, so that
/// Kestrel, which gets everything except the upgrades of the loop, can read them unchanged.
/// </summary>
internal sealed class PendingConnection(
    LoopShard loop,
    ListenSocket listenSocket,
    UpgradeHandler admission,
    int descriptor
) : TimedEntry(loop.Now + SilentMilliseconds), IEpollHandler
{
    /// <summary>Longest head that is waited for.</summary>
    public const int HeadLimit = 16 * 1024;

    private const int HeadMilliseconds = 10_000;
    private const int SilentMilliseconds = 60_000;

    private int seen;

    public void Ready(Readiness readiness)
    {
        var head = loop.Buffer[..HeadLimit];
        var length = LinuxNative.Peek(descriptor, head);
        if (length < 0 && LinuxNative.ShouldRetry)
            return;
        if (length <= 0)
            Fail();
        else
            Look(head[..length]);
    }

    public void Fail()
    {
        loop.TimedEntries.Remove(this);
        loop.Close(descriptor);
    }

    // Read first: closing over unread bytes would reset the connection.
    public override void Expire()
    {
        LinuxNative.Receive(descriptor, loop.Buffer);
        loop.Close(descriptor);
    }

    private void Look(ReadOnlySpan<byte> head)
    {
        switch (UpgradeRequest.Read(head, listenSocket.Paths, out var request))
        {
            // Readable but no longer than last time: the peer has stopped sending.
            case HeadKind.Incomplete when head.Length > seen && head.Length < HeadLimit:
                WaitForMore(head.Length);
                break;
            case HeadKind.Upgrade when LinuxNative.PeerOf(descriptor) is { } peer:
                Leave();
                Ask(request, peer.Address);
                break;
            default:
                Leave();
                listenSocket.PassOn(descriptor);
                break;
        }
    }

    private void Ask(in UpgradeRequest request, IPAddress peer)
    {
        var size = request.Size;
        var response = Handshake.Response(request.Key);
        var answer = admission(request, peer);
        if (answer.IsCompletedSuccessfully)
            Settle(answer.Result, size, response);
        else
            _ = SettleAsync(answer, size, response);
    }

    // The descriptor is not watched meanwhile; a peer that disconnects is detected by the next read.
    private async Task SettleAsync(ValueTask<SocketConnection?> answer, int size, byte[] response)
    {
        SocketConnection? connection = null;
        try
        {
            connection = await answer;
        }
        catch (Exception fault)
        {
            loop.LogFault(fault);
        }
        loop.Post(() => Settle(connection, size, response));
    }

    private void Settle(SocketConnection? connection, int size, byte[] response)
    {
        if (connection is null)
        {
            listenSocket.PassOn(descriptor);
            return;
        }
        LinuxNative.Receive(descriptor, loop.Buffer[..size]);
        listenSocket.Take(descriptor, connection, response);
    }

    // The peeked bytes stay unread and would wake the loop repeatedly, so the low-water mark is set to one byte more.
    private void WaitForMore(int length)
    {
        if (seen == 0)
            Due = Math.Min(Due, loop.Now + HeadMilliseconds);
        seen = length;
        LinuxNative.SetLowWater(descriptor, length + 1);
    }

    private void Leave()
    {
        loop.TimedEntries.Remove(this);
        loop.Forget(descriptor);
        if (seen > 0)
            LinuxNative.SetLowWater(descriptor, 1);
    }
}
