using System.Runtime.InteropServices;

namespace Foyer.Bench.Load;

/// <summary>
/// Linux's epoll, level-triggered, with waits shorter than a millisecond so that a rate is kept without spinning.
/// </summary>
internal sealed unsafe partial class Poller
{
    private const int Capacity = 1024;
    private const uint Readable = 1;
    private const uint Writable = 4;

    // The kernel packs its entries on x86-64 only.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture is Architecture.X64 ? 4 : 8;
    private static readonly int Stride = DataOffset + 8;

    private readonly int epoll = epoll_create1(0);
    private readonly byte* entries = (byte*)NativeMemory.AllocZeroed((nuint)(Capacity * Stride));

    public void Watch(int descriptor, int number) => Tell(1, descriptor, number, Readable);

    public void AlsoWritable(int descriptor, int number, bool also) =>
        Tell(3, descriptor, number, also ? Readable | Writable : Readable);

    /// <summary>How many entries are ready after at most so long.</summary>
    public int Wait(long nanoseconds)
    {
        var span = stackalloc long[] { nanoseconds / 1_000_000_000, nanoseconds % 1_000_000_000 };
        return Math.Max(0, epoll_pwait2(epoll, entries, Capacity, span, null));
    }

    public (int Number, bool Writable) Entry(int index)
    {
        var entry = entries + (index * Stride);
        return (*(int*)(entry + DataOffset), (*(uint*)entry & Writable) != 0);
    }

    /// <summary>Returns the number of bytes, 0 when the peer has closed, -1 when nothing waits, -2 on a fault.</summary>
    public static int Receive(int descriptor, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
            return Answer(recv(descriptor, start, (nuint)buffer.Length, 0));
    }

    /// <summary>Bytes sent, -1 when the kernel's buffer is full, -2 on a fault.</summary>
    public static int Send(int descriptor, ReadOnlySpan<byte> bytes)
    {
        const int noSignal = 0x4000;
        fixed (byte* start = bytes)
            return Answer(send(descriptor, start, (nuint)bytes.Length, noSignal));
    }

    private static int Answer(nint result)
    {
        const int wouldBlock = 11;
        return result >= 0 ? (int)result
            : Marshal.GetLastPInvokeError() == wouldBlock ? -1
            : -2;
    }

    private void Tell(int operation, int descriptor, int number, uint events)
    {
        var entry = stackalloc byte[16];
        *(uint*)entry = events;
        *(long*)(entry + DataOffset) = number;
        if (epoll_ctl(epoll, operation, descriptor, entry) < 0)
            throw new InvalidOperationException($"epoll_ctl failed with error {Marshal.GetLastPInvokeError()}.");
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_ctl(int epoll, int operation, int descriptor, byte* entry);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_pwait2(int epoll, byte* entries, int most, long* span, void* mask);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(int descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(int descriptor, byte* bytes, nuint length, int flags);
}
