namespace Foyer.Server.Live;

/// <summary>
/// Arrays lent to the outboxes of one shard's connections. Nearly all outboxes are empty at any moment, so a few arrays suffice.
/// Also joins several frames of one connection, so that they are sent in one call.
/// </summary>
internal sealed class BufferPool
{
    private const int Size = 8;
    private const int SparesKept = 256;

    private readonly Stack<Frame[]> spares = new();
    private readonly byte[] scratch = GC.AllocateUninitializedArray<byte>(256 * 1024, pinned: true);

    public Frame[] Rent() => spares.TryPop(out var spare) ? spare : new Frame[Size];

    public void Return(Frame[] outbox, int used)
    {
        outbox.AsSpan(0, used).Clear();
        if (outbox.Length == Size && spares.Count < SparesKept)
            spares.Push(outbox);
    }

    /// <summary>
    /// Returns the bytes from <paramref name="sent"/> on: of a single frame without a copy, of several copied together.
    /// </summary>
    public ReadOnlySpan<byte> Gather(ReadOnlySpan<Frame> frames, int sent)
    {
        var first = frames[0].Bytes.AsSpan(sent);
        if (frames.Length == 1 || first.Length >= scratch.Length)
            return first;
        first.CopyTo(scratch);
        var length = first.Length;
        foreach (var frame in frames[1..])
        {
            if (length + frame.Bytes.Length > scratch.Length)
                break;
            frame.Bytes.CopyTo(scratch.AsSpan(length));
            length += frame.Bytes.Length;
        }
        return scratch.AsSpan(0, length);
    }
}
