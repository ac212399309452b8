using System.Buffers.Binary;

namespace Foyer.Server.Media;

/// <summary>A bounds-checked reader of untrusted bytes: past the end every step returns false.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> all = bytes;

    public int At { get; private set; }

    public readonly bool IsAtEnd => At == all.Length;

    /// <summary>Everything from a place up to here.</summary>
    public readonly ReadOnlySpan<byte> Since(int start) => all[start..At];

    public bool TryTake(long count, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (count < 0 || count > all.Length - At)
            return false;
        taken = all.Slice(At, (int)count);
        At += (int)count;
        return true;
    }

    public bool TrySkip(long count) => TryTake(count, out _);

    public bool TryTakeByte(out byte value)
    {
        var there = TryTake(1, out var taken);
        value = there ? taken[0] : (byte)0;
        return there;
    }

    public bool TryTakeUInt16BigEndian(out ushort value)
    {
        var there = TryTake(2, out var taken);
        value = there ? BinaryPrimitives.ReadUInt16BigEndian(taken) : (ushort)0;
        return there;
    }

    public bool TryTakeUInt32BigEndian(out uint value)
    {
        var there = TryTake(4, out var taken);
        value = there ? BinaryPrimitives.ReadUInt32BigEndian(taken) : 0;
        return there;
    }

    public bool TryTakeUInt32LittleEndian(out uint value)
    {
        var there = TryTake(4, out var taken);
        value = there ? BinaryPrimitives.ReadUInt32LittleEndian(taken) : 0;
        return there;
    }

    /// <summary>Moves to the next byte of that value, not past it.</summary>
    public bool TrySeek(byte value)
    {
        var distance = all[At..].IndexOf(value);
        At = distance < 0 ? all.Length : At + distance;
        return distance >= 0;
    }
}
