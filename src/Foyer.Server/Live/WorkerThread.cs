using System.Collections.Concurrent;

namespace Foyer.Server.Live;

/// <summary>
/// A thread that runs posted work in sequence and sleeps when there is none. Objects that belong to it need no lock, because no
/// other thread accesses them.
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

    /// <summary>When the next timed work is due, in milliseconds of <see cref="Now"/>; the maximum value for never.</summary>
    protected abstract long Due { get; }

    public void Start() => thread.Start();

    /// <summary>Runs the work soon on this thread, after previously posted work.</summary>
    public void Post(Action item)
    {
        work.Enqueue(item);
        if (Interlocked.Exchange(ref asleep, 0) == 1)
            Wake();
    }

    /// <summary>Posts the work and completes when it has run; an exception of the work is rethrown to the waiter.</summary>
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

    /// <summary>Ends the thread after the posted work has run.</summary>
    public void Stop()
    {
        stopping = true;
        Wake();
        if (thread.IsAlive)
            thread.Join(TimeSpan.FromSeconds(5));
    }

    /// <summary>Waits for work, at most for this time. A loop that also reads sockets does so here.</summary>
    protected virtual void Wait(int milliseconds) => wake.WaitOne(milliseconds);

    protected virtual void Wake() => wake.Set();

    /// <summary>
    /// Marks the thread as awake, before the results of the wait are handled: no other thread needs to wake it now.
    /// </summary>
    protected void Awake()
    {
        Interlocked.Exchange(ref asleep, 0);
        Tick();
    }

    /// <summary>Called once on the thread, before anything else.</summary>
    protected virtual void Started() { }

    /// <summary>Called each time after the posted work has run.</summary>
    protected abstract void Turn();

    /// <summary>Called at the end of the thread.</summary>
    protected abstract void Stopped();

    /// <summary>Handles the exception of one item, which must not end the thread that serves all others.</summary>
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

    // Marks the thread as asleep, then checks once more: a thread that posts later sees it asleep and wakes it.
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
