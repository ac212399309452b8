using System.Collections.Concurrent;
using System.Diagnostics;

namespace Foyer.Server.Storage;

/// <summary>
/// The writes that wait for the writer. Any thread adds them; the writer's thread takes them in batches, and sleeps when none
/// waits.
/// </summary>
internal sealed class WriteQueue : IDisposable
{
    private const int Size = 16_384;

    // With this many writes a flush is cheap per write, so the writer does not wait for more.
    private const int Enough = 64;

    // Wanted while the writer works: no number of waiting verbs wakes it.
    private const int Nobody = int.MaxValue;

    // How long clients that just received a result may take to send their next write.
    private static readonly TimeSpan Return = TimeSpan.FromMilliseconds(4);

    private readonly ConcurrentQueue<object> queue = new();
    private readonly AutoResetEvent wake = new(false);
    private int waiting;
    private int wanted = Nobody;
    private (int Batch, long At) last;
    private volatile bool stopping;

    public bool IsStopping => stopping;

    /// <summary>True while the writer sleeps because no write waits.</summary>
    public bool IsIdle => Volatile.Read(ref wanted) == 1;

    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Returns false when the queue is full or stops.</summary>
    public bool TryAdd(object work)
    {
        if (stopping || Interlocked.Increment(ref waiting) > Size)
        {
            Interlocked.Decrement(ref waiting);
            return false;
        }
        queue.Enqueue(work);
        if (Volatile.Read(ref waiting) >= Volatile.Read(ref wanted))
            wake.Set();
        return true;
    }

    /// <summary>Fills the batch; returns false when the queue stops and nothing is left.</summary>
    public bool Take(List<object> batch, int most)
    {
        batch.Clear();
        while (queue.IsEmpty)
        {
            if (stopping)
                return false;
            Await(1, Timeout.Infinite);
        }
        Gather();
        while (batch.Count < most && queue.TryDequeue(out var work))
            batch.Add(work);
        Interlocked.Add(ref waiting, -batch.Count);
        return true;
    }

    /// <summary>Records the size of a batch that was stored just now, for <see cref="Gather"/>.</summary>
    public void BatchStored(int size) => last = (Math.Min(Enough, size + Waiting), Stopwatch.GetTimestamp());

    /// <summary>Refuses new writes; the writer still takes those that wait.</summary>
    public void Stop()
    {
        stopping = true;
        wake.Set();
    }

    public void Dispose() => wake.Dispose();

    /// <summary>
    /// Directly after a batch, waits a moment for as many writes as it had and as arrived meanwhile: clients that got their
    /// results send again, or others arrive at the same rate. A flush costs the same for one write as for all of them. A single
    /// write does not wait.
    /// </summary>
    private void Gather()
    {
        while (Waiting < last.Batch && !stopping)
        {
            var left = Return - Stopwatch.GetElapsedTime(last.At);
            if (left <= TimeSpan.Zero)
                return;
            Await(last.Batch, (int)Math.Ceiling(left.TotalMilliseconds));
        }
    }

    /// <summary>
    /// Sleeps until this number of writes wait, or the time is over. It publishes the number, checks once more, then sleeps, so
    /// that no wake-up is lost.
    /// </summary>
    private void Await(int count, int milliseconds)
    {
        Volatile.Write(ref wanted, count);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref waiting) < count && !stopping)
            wake.WaitOne(milliseconds);
        Volatile.Write(ref wanted, Nobody);
    }
}
