using System.Net.Sockets;
using Foyer.Server.Gateways.Sockets;

namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// A listening socket of the loop. It accepts, keeps the upgrades that are admitted, and passes on every other connection,
/// unread.
/// </summary>
/// <param name="admission">Null where the server has the first word: everybody is passed on at once.</param>
internal sealed class Doorway(LoopShard loop, Socket listening, Admission? admission, Action<int> passOn) : IWatched
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
            spare = Native.CreateWakeUp();
        loop.Watch(descriptor, this);
    }

    /// <summary>Accepts no more; those accepted stay.</summary>
    public void Shut()
    {
        shut = true;
        loop.Forget(descriptor);
        listening.Dispose();
        Native.Close(spare);
    }

    public void Ready(Readiness readiness)
    {
        for (var i = 0; i < Batch; i++)
        {
            var accepted = Native.Accept(descriptor);
            if (accepted >= 0 && Descriptors.AreScarce(accepted) && !SendAway())
                Native.Close(accepted);
            else if (accepted >= 0)
                Welcome(accepted);
            else if (!GoesOn(Native.LastError))
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
        var newcomer = new Newcomer(loop, this, admission, accepted);
        loop.Temporaries.Add(newcomer);
        loop.Watch(accepted, newcomer);
    }

    private bool GoesOn(int error)
    {
        switch (error)
        {
            case Native.Interrupted or Native.Aborted:
                return true;
            case Native.WouldBlock:
                return false;
            case Native.TooManyFiles or Native.TableFull when MakeRoom():
                return true;
            default:
                Rest();
                return false;
        }
    }

    /// <summary>Whoever has kept silent longest makes room.</summary>
    private bool SendAway()
    {
        var silent = loop.Temporaries.First<Newcomer>();
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
        Native.Close(spare);
        var refused = Native.Accept(descriptor);
        if (refused >= 0)
            Native.Close(refused);
        spare = Native.CreateWakeUp();
        return refused >= 0 && spare >= 0;
    }

    private void Rest()
    {
        loop.Forget(descriptor);
        loop.Temporaries.Add(new Pause(this, loop.Now + PauseMilliseconds));
    }
}
