using System.Net.Sockets;
using Foyer.Server.Gateways.WebSockets;

namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// A listening socket of the loop. It accepts, keeps the upgrades that are admitted, and passes on every other connection,
/// unread.
/// </summary>
/// <param name="admission">Null where the server has the first word: everybody is passed on at once.</param>
internal sealed class ListenSocket(LoopShard loop, Socket listening, UpgradeHandler? admission, Action<int> passOn)
    : IEpollHandler
{
    // So many at once, then those who are inside have their turn.
    private const int Batch = 64;
    private const int PauseMilliseconds = 1000;

    private readonly int descriptor = (int)listening.Handle;
    private int spare = -1;
    private bool shut;

    public ReadOnlySpan<byte> Paths => "/ws"u8;

    /// <summary>Begins to accept, or goes on.</summary>
    public void Open()
    {
        if (shut)
            return;
        if (spare < 0)
            spare = LinuxNative.CreateWakeUp();
        loop.Watch(descriptor, this);
    }

    /// <summary>Accepts no more; those accepted stay.</summary>
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

    /// <summary>Gives an admitted connection, whose head has been read, to its shard.</summary>
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

    /// <summary>Whoever has kept silent longest makes room.</summary>
    private bool SendAway()
    {
        var silent = loop.TimedEntries.First<PendingConnection>();
        silent?.Fail();
        return silent is not null;
    }

    // Out of descriptors, a connection that waits in the queue would wake the loop for ever. When nobody makes room for it, the
    // spare descriptor lets it in for the moment that it takes to close it.
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

/// <summary>A doorway that is shut for a moment, since the kernel could not give what a new connection needs.</summary>
internal sealed class AcceptPause(ListenSocket listenSocket, long due) : TimedEntry(due)
{
    public override void Expire() => listenSocket.Open();
}
