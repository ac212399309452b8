using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Foyer.Server.Gateways.Loop;

/// <summary>
/// The Linux system calls of the loop. All descriptors are non-blocking; a call returns -1 when it cannot continue, and
/// <see cref="LastError"/> holds the cause.
/// </summary>
internal static unsafe partial class LinuxNative
{
    public const int Interrupted = 4;
    public const int WouldBlock = 11;
    public const int TableFull = 23;
    public const int TooManyFiles = 24;
    public const int Aborted = 103;

    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int Peeking = 2;
    private const int NoSignal = 0x4000;
    private const int SocketLevel = 1;
    private const int ReceiveLowWater = 18;
    private const int ShutWriting = 1;

    public static int LastError => Marshal.GetLastPInvokeError();

    /// <summary>True when the call would have blocked, or was interrupted by a signal.</summary>
    public static bool ShouldRetry => LastError is WouldBlock or Interrupted;

    public static int CreateEpoll() => epoll_create1(CloseOnExec);

    public static int CreateWakeUp() => eventfd(0, NonBlocking | CloseOnExec);

    public static int Accept(int listening) => accept4(listening, null, null, NonBlocking | CloseOnExec);

    public static int Receive(int descriptor, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
            return (int)recv(descriptor, start, (nuint)buffer.Length, 0);
    }

    /// <summary>Reads without taking: the next reader, here or elsewhere, finds the same bytes.</summary>
    public static int Peek(int descriptor, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
            return (int)recv(descriptor, start, (nuint)buffer.Length, Peeking);
    }

    public static int Send(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
            return (int)send(descriptor, start, (nuint)bytes.Length, NoSignal);
    }

    /// <summary>Sets how many bytes must wait before the descriptor counts as readable.</summary>
    public static void SetLowWater(int descriptor, int bytes) =>
        setsockopt(descriptor, SocketLevel, ReceiveLowWater, &bytes, sizeof(int));

    /// <summary>Sends pending bytes and then the end of the stream, while the peer may still send.</summary>
    public static void FinishWriting(int descriptor) => shutdown(descriptor, ShutWriting);

    public static void Signal(int wakeUp)
    {
        ulong one = 1;
        write(wakeUp, &one, sizeof(ulong));
    }

    public static void ClearSignal(int wakeUp)
    {
        ulong count;
        read(wakeUp, &count, sizeof(ulong));
    }

    /// <summary>Returns the peer's address; null when it has disconnected.</summary>
    public static IPEndPoint? PeerOf(int descriptor)
    {
        var raw = new SocketAddress(AddressFamily.InterNetworkV6, 128);
        uint size = 128;
        fixed (byte* start = raw.Buffer.Span)
            if (getpeername(descriptor, start, &size) < 0)
                return null;
        raw.Size = (int)size;
        var any = new IPEndPoint(raw.Family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        return raw.Family is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6
            ? (IPEndPoint)any.Create(raw)
            : null;
    }

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int Control(int epoll, int operation, int descriptor, byte* entry);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int Wait(int epoll, byte* entries, int most, int milliseconds);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int epoll_create1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int eventfd(uint start, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int accept4(int listening, void* address, void* size, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(int descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(int descriptor, byte* bytes, nuint length, int flags);

    [LibraryImport("libc")]
    private static partial int setsockopt(int descriptor, int level, int option, void* value, int size);

    [LibraryImport("libc")]
    private static partial int shutdown(int descriptor, int how);

    [LibraryImport("libc")]
    private static partial nint write(int descriptor, void* bytes, nuint length);

    [LibraryImport("libc")]
    private static partial nint read(int descriptor, void* bytes, nuint length);

    [LibraryImport("libc")]
    private static partial int getpeername(int descriptor, byte* address, uint* size);
}
