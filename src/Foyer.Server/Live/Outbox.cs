namespace Foyer.Server.Live;

/// <summary>
/// The frames that wait for one connection, in the order in which they were added. It belongs to the thread of the connection's
/// shard, whose pool lends it an array while it is not empty. A struct, because there is one for each connection.
/// </summary>
internal struct Outbox
{
    private Frame[]? frames;
    private int count;
    private int sent;

    /// <summary>The number of bytes that wait.</summary>
    public int Waiting { get; private set; }

    public readonly bool IsEmpty => count == 0;

    public void Append(Frame frame, BufferPool pool)
    {
        frames ??= pool.Rent();
        if (count == frames.Length)
            Array.Resize(ref frames, count * 2);
        frames[count++] = frame;
        Waiting += frame.Bytes.Length;
    }

    /// <summary>Returns as many of the waiting bytes as are sent in one call.</summary>
    public readonly ReadOnlySpan<byte> Gather(BufferPool pool) =>
        count == 0 ? default : pool.Gather(frames.AsSpan(0, count), sent);

    /// <summary>Removes this number of bytes, which the transport has taken.</summary>
    public void Advance(int taken, BufferPool pool)
    {
        Waiting -= taken;
        taken += sent;
        var done = 0;
        while (done < count && taken >= frames![done].Bytes.Length)
            taken -= frames[done++].Bytes.Length;
        sent = taken;
        if (done == count)
            Clear(pool);
        else if (done > 0)
        {
            frames.AsSpan(done, count - done).CopyTo(frames);
            frames.AsSpan(count - done, done).Clear();
            count -= done;
        }
    }

    /// <summary>Removes all frames except one that is partly sent: without its end, the peer cannot read what follows.</summary>
    public void KeepOnlyStarted(BufferPool pool)
    {
        if (count == 0)
            return;
        var first = sent > 0 ? frames![0] : null;
        var progress = sent;
        Clear(pool);
        if (first is null)
            return;
        Append(first, pool);
        sent = progress;
        Waiting -= progress;
    }

    public void Clear(BufferPool pool)
    {
        if (frames is not null)
            pool.Return(frames, count);
        frames = null;
        count = sent = Waiting = 0;
    }
}
