using System.IO.Pipelines;
using Foyer.Server.Live;

namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// A shard that reads its sockets itself: where another shard sleeps, this one waits in epoll, and input is handled on the same
/// thread. See docs/event-loop.md.
/// </summary>
public sealed partial class LoopShard : Shard
{
    private const int BufferSize = 64 * 1024;
    private const int FarewellMilliseconds = 1000;

    private readonly Epoll epoll = new();
    private readonly int wakeUp = LinuxNative.CreateWakeUp();
    private readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(BufferSize, pinned: true);
    private readonly ILogger logger;
    private IEpollHandler?[] watched = new IEpollHandler?[1024];

    public LoopShard(Hub hub, TimeProvider time, Heartbeat heartbeat, string name, ILogger logger)
        : base(hub, time, heartbeat, name)
    {
        this.logger = logger;
        Scheduler = new LoopScheduler(this);
        epoll.Watch(wakeUp, Readiness.Readable);
    }

    /// <summary>The buffer for the result of one read. Valid until the next call on this thread.</summary>
    internal Span<byte> Buffer => buffer;

    internal TimedEntries TimedEntries { get; } = new();

    internal PipeScheduler Scheduler { get; }

    internal void Watch(int descriptor, IEpollHandler what)
    {
        if (descriptor >= watched.Length)
            Array.Resize(ref watched, Math.Max(descriptor + 1, watched.Length * 2));
        watched[descriptor] = what;
        epoll.Watch(descriptor, Readiness.Readable);
    }

    /// <summary>Replaces the handler of a watched descriptor.</summary>
    internal void Replace(int descriptor, IEpollHandler what) => watched[descriptor] = what;

    internal void Rewatch(int descriptor, Readiness readiness) => epoll.Rewatch(descriptor, readiness);

    /// <summary>Stops watching a descriptor that stays open.</summary>
    internal void Forget(int descriptor)
    {
        watched[descriptor] = null;
        epoll.Forget(descriptor);
    }

    internal void Close(int descriptor)
    {
        watched[descriptor] = null;
        LinuxNative.Close(descriptor);
    }

    protected override void Wait(int milliseconds)
    {
        var ready = epoll.Wait(TimedEntries.Cap(milliseconds, Now));
        Awake();
        for (var i = 0; i < ready; i++)
            Handle(epoll.Entry(i));
        TimedEntries.Expire(Now);
    }

    protected override void Wake() => LinuxNative.Signal(wakeUp);

    // Connections that were closed with a closing frame have a moment for the peer to receive it.
    protected override void Stopped()
    {
        base.Stopped();
        var end = Now + FarewellMilliseconds;
        while (TimedEntries.Any<LingeringClose>() && Now < end)
            Wait((int)(end - Now));
        TimedEntries.ExpireAll();
        LinuxNative.Close(wakeUp);
        epoll.Dispose();
    }

    private void Handle((int Descriptor, Readiness Readiness) entry)
    {
        if (entry.Descriptor == wakeUp)
            LinuxNative.ClearSignal(wakeUp);
        else if (watched[entry.Descriptor] is { } what)
            Tell(what, entry);
    }

    private void Tell(IEpollHandler what, (int Descriptor, Readiness Readiness) entry)
    {
        try
        {
            what.Ready(entry.Readiness);
        }
        catch (Exception fault)
        {
            // The fault of one connection must not end the thread and thereby all others.
            LogFault(fault);
            if (watched[entry.Descriptor] == what)
                what.Fail();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A connection failed and was closed.")]
    internal partial void LogFault(Exception fault);
}
