namespace Foyer.Server.Live;

/// <summary>
/// The memory in which one shard's connections keep what they have to send. Nearly all of them have nothing at any moment, so the
/// few arrays are lent; and several frames of one connection are laid together to leave in one call.
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

    /// <summary>The frames' bytes from <paramref name="sent"/> on as one span: a single frame as it lies, several copied together.</summary>
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
