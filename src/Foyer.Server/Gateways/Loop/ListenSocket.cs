using System.Net.Sockets;
using Foyer.Server.Gateways.WebSockets;

namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// A listening socket of the loop. It accepts connections, keeps the admitted upgrades, and passes on every other connection,
/// unread.
/// </summary>
/// <param name="admission">Null where the server sends first: every connection is passed on at once.</param>
internal sealed class ListenSocket(LoopShard loop, Socket listening, UpgradeHandler? admission, Action<int> passOn)
    : IEpollHandler
{
    // This many at once, then the existing connections have their turn.
    private const int Batch = 64;
    private const int PauseMilliseconds = 1000;

    private readonly int descriptor = (int)listening.Handle;
    private int spare = -1;
    private bool shut;

    public ReadOnlySpan<byte> Paths => "/ws"u8;

    /// <summary>Begins to accept, or resumes.</summary>
    public void Open()
    {
        if (shut)
            return;
        if (spare < 0)
            spare = LinuxNative.CreateWakeUp();
        loop.Watch(descriptor, this);
    }

    /// <summary>Stops accepting; accepted connections stay open.</summary>
    public void Shut()
    {
        shut = true;
        loop.Forget(descriptor);
        listening.Dispose();
        LinuxNative.Close(spare);
    }

    public void Ready(Readiness readiness)
    {
        for (var i = 0; i < Batch; i++)
        {
            var accepted = LinuxNative.Accept(descriptor);
            if (accepted >= 0 && FileDescriptors.AreScarce(accepted) && !SendAway())
                LinuxNative.Close(accepted);
            else if (accepted >= 0)
                Welcome(accepted);
            else if (!GoesOn(LinuxNative.LastError))
                return;
        }
    }

    public void Fail() => Rest();

    /// <summary>Passes an admitted connection, whose head has been read, to its shard.</summary>
    public void Take(int accepted, SocketConnection connection, byte[] response)
    {
        var home = (LoopShard)connection.Shard;
        var transport = new LoopTransport(home, accepted, connection);
        if (home == loop)
            transport.Open(response, received: []);
        else
            home.Post(() => transport.Open(response, received: []));
    }

    public void PassOn(int accepted) => passOn(accepted);

    private void Welcome(int accepted)
    {
        if (admission is null)
        {
            passOn(accepted);
            return;
        }
        var newcomer = new PendingConnection(loop, this, admission, accepted);
        loop.TimedEntries.Add(newcomer);
        loop.Watch(accepted, newcomer);
    }

    private bool GoesOn(int error)
    {
        switch (error)
        {
            case LinuxNative.Interrupted or LinuxNative.Aborted:
                return true;
            case LinuxNative.WouldBlock:
                return false;
            case LinuxNative.TooManyFiles or LinuxNative.TableFull when MakeRoom():
                return true;
            default:
                Rest();
                return false;
        }
    }

    /// <summary>Closes the connection that has been silent longest, to free a descriptor.</summary>
    private bool SendAway()
    {
        var silent = loop.TimedEntries.First<PendingConnection>();
        silent?.Fail();
        return silent is not null;
    }

    // Without free descriptors, a connection that waits in the queue would wake the loop without end. When no other can be
    // closed, the spare descriptor is used to accept it and close it at once.
    private bool MakeRoom()
    {
        if (SendAway())
            return true;
        if (spare < 0)
            return false;
        LinuxNative.Close(spare);
        var refused = LinuxNative.Accept(descriptor);
        if (refused >= 0)
            LinuxNative.Close(refused);
        spare = LinuxNative.CreateWakeUp();
        return refused >= 0 && spare >= 0;
    }

    private void Rest()
    {
        loop.Forget(descriptor);
        loop.TimedEntries.Add(new AcceptPause(this, loop.Now + PauseMilliseconds));
    }
}

/// <summary>A pause in accepting, since the kernel lacked the resources for a new connection.</summary>
internal sealed class AcceptPause(ListenSocket listenSocket, long due) : TimedEntry(due)
{
    public override void Expire() => listenSocket.Open();
}
