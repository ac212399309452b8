using System.Runtime.InteropServices;

namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// An epoll instance on which one thread waits. Level-triggered: as long as bytes wait to be read, each call reports it again, so
/// nothing is lost by reading only once.
/// </summary>
internal sealed unsafe class Epoll : IDisposable
{
    private const int Capacity = 512;
    private const int Add = 1;
    private const int Remove = 2;
    private const int Change = 3;

    // The kernel packs its entries on x86-64 only.
    private static readonly bool Packed = RuntimeInformation.ProcessArchitecture is Architecture.X64;
    private static readonly int DataOffset = Packed ? 4 : 8;
    private static readonly int Stride = DataOffset + 8;

    private readonly int descriptor;
    private readonly byte* entries;

    public Epoll()
    {
        descriptor = LinuxNative.CreateEpoll();
        if (descriptor < 0)
            throw new InvalidOperationException(
                $"The kernel gave no epoll descriptor (error {LinuxNative.LastError})."
            );
        entries = (byte*)NativeMemory.AllocZeroed((nuint)(Capacity * Stride));
    }

    /// <summary>Returns true where epoll exists and may be used.</summary>
    public static bool IsAvailable
    {
        get
        {
            if (!OperatingSystem.IsLinux())
                return false;
            var probe = LinuxNative.CreateEpoll();
            if (probe >= 0)
                LinuxNative.Close(probe);
            return probe >= 0;
        }
    }

    public void Watch(int watched, Readiness readiness) => Tell(Add, watched, readiness);

    public void Rewatch(int watched, Readiness readiness) => Tell(Change, watched, readiness);

    public void Forget(int watched) => Tell(Remove, watched, Readiness.None);

    /// <summary>Waits and returns the number of entries to read with <see cref="Entry"/>; -1 waits without limit.</summary>
    public int Wait(int milliseconds) => Math.Max(0, LinuxNative.Wait(descriptor, entries, Capacity, milliseconds));

    public (int Descriptor, Readiness Readiness) Entry(int index)
    {
        var entry = entries + index * Stride;
        return (*(int*)(entry + DataOffset), Known(*(uint*)entry));
    }

    public void Dispose()
    {
        LinuxNative.Close(descriptor);
        NativeMemory.Free(entries);
    }

    // An error or the peer's disconnect is reported by the next call on the descriptor.
    private static Readiness Known(uint bits)
    {
        const uint both = (uint)(Readiness.Readable | Readiness.Writable);
        return (Readiness)((bits & ~both) != 0 ? bits & both | (uint)Readiness.Readable : bits & both);
    }

    private void Tell(int operation, int watched, Readiness readiness)
    {
        var entry = stackalloc byte[16];
        *(uint*)entry = (uint)readiness;
        *(long*)(entry + DataOffset) = watched;
        LinuxNative.Control(descriptor, operation, watched, entry);
    }
}

/// <summary>
/// The owner of a descriptor of the loop. A false report of readiness does no harm: the call that follows would block and
/// returns.
/// </summary>
internal interface IEpollHandler
{
    void Ready(Readiness readiness);

    /// <summary>Closes after an internal fault.</summary>
    void Fail();
}

/// <summary>The events that a descriptor is watched for or ready for: the bits of epoll. Reported errors count as both.</summary>
[Flags]
internal enum Readiness : uint
{
    None = 0,
    Readable = 0x1,
    Writable = 0x4,
}
