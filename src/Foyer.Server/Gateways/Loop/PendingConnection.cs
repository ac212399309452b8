using System.Net;
using Foyer.Protocol.WebSockets;
using Foyer.Server.Gateways.WebSockets;

namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// An accepted connection that has not said yet what it wants. Its first bytes are looked at and left where they are, so that
/// Kestrel, which gets all but the upgrades of the loop, reads them as if nobody had been there.
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
            // No more than last time although it counts as readable: the peer has stopped talking.
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

    // Nobody watches the descriptor meanwhile; a peer that goes away is noticed when it is read next.
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

    // What was seen stays unread and would wake the loop again and again; so it asks to be woken by one more byte.
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
