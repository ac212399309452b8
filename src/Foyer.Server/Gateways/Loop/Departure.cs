namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// A socket whose connection has ended with a word. Closing it while bytes of the peer lie unread would make the kernel reset
/// it, and the peer might never hear the word; so it is read empty for a moment, until the peer has hung up too.
/// </summary>
internal sealed class Departure : Temporary, IWatched
{
    private const int Milliseconds = 2000;

    private readonly LoopShard loop;
    private readonly int descriptor;

    private Departure(LoopShard loop, int descriptor)
        : base(loop.Now + Milliseconds)
    {
        this.loop = loop;
        this.descriptor = descriptor;
    }

    public static void Begin(LoopShard loop, int descriptor)
    {
        var departure = new Departure(loop, descriptor);
        Native.FinishWriting(descriptor);
        loop.Replace(descriptor, departure);
        loop.Rewatch(descriptor, Readiness.Readable);
        loop.Temporaries.Add(departure);
    }

    public void Ready(Readiness readiness)
    {
        var length = Native.Receive(descriptor, loop.Buffer);
        if (length == 0 || (length < 0 && !Native.ShouldRetry))
            Fail();
    }

    public void Fail()
    {
        loop.Temporaries.Remove(this);
        loop.Close(descriptor);
    }

    public override void Expire() => loop.Close(descriptor);
}
