namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// A socket whose connection has ended with a closing frame. Closing it while bytes of the peer are unread would make the kernel
/// reset it, and the peer might never receive the frame; so it is drained for a moment, until the peer has closed too.
/// </summary>
internal sealed class LingeringClose : TimedEntry, IEpollHandler
{
    private const int StalledMilliseconds = 10_000;
    private const int PoliteMilliseconds = 2000;

    private readonly LoopShard loop;
    private readonly int descriptor;
    private ReadOnlyMemory<byte> rest;

    private LingeringClose(LoopShard loop, int descriptor, ReadOnlyMemory<byte> rest)
        : base(loop.Now + StalledMilliseconds)
    {
        this.loop = loop;
        this.descriptor = descriptor;
        this.rest = rest;
    }

    /// <param name="rest">The bytes that the kernel had no room for yet, with the closing frame at the end.</param>
    public static void Begin(LoopShard loop, int descriptor, ReadOnlyMemory<byte> rest)
    {
        var departure = new LingeringClose(loop, descriptor, rest);
        loop.Replace(descriptor, departure);
        loop.TimedEntries.Add(departure);
        departure.GoOn();
    }

    public void Ready(Readiness readiness)
    {
        var length = LinuxNative.Receive(descriptor, loop.Buffer);
        if (length == 0 || (length < 0 && !LinuxNative.ShouldRetry))
            Fail();
        else if (rest.Length > 0 && readiness.HasFlag(Readiness.Writable))
            GoOn();
    }

    public void Fail()
    {
        loop.TimedEntries.Remove(this);
        loop.Close(descriptor);
    }

    public override void Expire() => loop.Close(descriptor);

    private void GoOn()
    {
        if (rest.Length > 0)
            rest = rest[Math.Max(0, LinuxNative.Send(descriptor, rest.Span))..];
        loop.Rewatch(descriptor, rest.Length > 0 ? Readiness.Readable | Readiness.Writable : Readiness.Readable);
        if (rest.Length > 0)
            return;
        LinuxNative.FinishWriting(descriptor);
        Due = loop.Now + PoliteMilliseconds;
    }
}
