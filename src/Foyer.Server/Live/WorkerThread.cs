using System.Collections.Concurrent;

namespace Foyer.Server.Live;

/// <summary>
/// A thread that does what is posted to it, one thing after the other, and sleeps when there is nothing. What belongs to it needs no
/// lock: nobody else touches it.
/// </summary>
public abstract class WorkerThread
{
    private readonly ConcurrentQueue<Action> work = new();
    private readonly AutoResetEvent wake = new(false);
    private readonly TimeProvider time;
    private readonly Thread thread;
    private readonly long started;
    private int asleep;
    private volatile bool stopping;

    protected WorkerThread(TimeProvider time, string name)
    {
        this.time = time;
        started = time.GetTimestamp();
        thread = new Thread(Loop) { IsBackground = true, Name = name };
    }

    /// <summary>Milliseconds since it began, by a clock that is never set back.</summary>
    public long Now { get; private set; }

    protected TimeProvider Time => time;

    /// <summary>When there is something to do that nobody posts, in <see cref="Now"/>'s milliseconds; the greatest number for never.</summary>
    protected abstract long Due { get; }

    public void Start() => thread.Start();

    /// <summary>Runs the work soon on this thread, after what was posted before.</summary>
    public void Post(Action item)
    {
        work.Enqueue(item);
        if (Interlocked.Exchange(ref asleep, 0) == 1)
            Wake();
    }

    /// <summary>The same, and completes when it was done; a fault of the work is the waiter's.</summary>
    public Task PostAsync(Action item)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                item();
                done.SetResult();
            }
            catch (Exception fault)
            {
                done.SetException(fault);
            }
        });
        return done.Task;
    }

    /// <summary>Ends the thread after what waits is done.</summary>
    public void Stop()
    {
        stopping = true;
        Wake();
        if (thread.IsAlive)
            thread.Join(TimeSpan.FromSeconds(5));
    }

    /// <summary>Waits for work, at most so long. A loop that also reads sockets does so here.</summary>
    protected virtual void Wait(int milliseconds) => wake.WaitOne(milliseconds);

    protected virtual void Wake() => wake.Set();

    /// <summary>Says that the wait is over, before what it brought is handled: nobody needs to wake this thread now.</summary>
    protected void Awake()
    {
        Interlocked.Exchange(ref asleep, 0);
        Tick();
    }

    /// <summary>Called once, first of all, on the thread.</summary>
    protected virtual void Started() { }

    /// <summary>Called each time after what was posted is done.</summary>
    protected abstract void Turn();

    /// <summary>Called at the end of the thread.</summary>
    protected abstract void Stopped();

    /// <summary>One item's fault must not end the thread that serves all the others.</summary>
    protected abstract void Failed(Exception fault);

    private void Loop()
    {
        Started();
        while (!stopping || !work.IsEmpty)
        {
            Tick();
            while (work.TryDequeue(out var item))
                Do(item);
            Turn();
            Rest();
        }
        Stopped();
    }

    private void Do(Action item)
    {
        try
        {
            item();
        }
        catch (Exception fault)
        {
            Failed(fault);
        }
    }

    // Says that it sleeps, then looks once more: whoever posts later sees it asleep and wakes it.
    private void Rest()
    {
        Interlocked.Exchange(ref asleep, 1);
        if (!work.IsEmpty || stopping)
            Wait(0);
        else
            Wait(Due == long.MaxValue ? Timeout.Infinite : (int)Math.Clamp(Due - Now, 0, int.MaxValue));
        Interlocked.Exchange(ref asleep, 0);
    }

    private void Tick() => Now = (long)time.GetElapsedTime(started).TotalMilliseconds;
}
