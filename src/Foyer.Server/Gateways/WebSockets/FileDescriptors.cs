using System.Runtime.InteropServices;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>
/// How near the process is to the most files it may open. The runtime itself opens files at any moment, such as a library on
/// its first use, and ends the process when it may not; so connections leave a few for it, for the database and for the logs.
/// </summary>
internal static unsafe partial class FileDescriptors
{
    private const int Reserve = 32;
    private const int FilesLimit = 7;

    /// <summary>Whether a descriptor that was just given belongs to the reserve, and none below it has become free since.</summary>
    public static bool AreScarce(int descriptor)
    {
        if (!OperatingSystem.IsLinux() || descriptor < Allowed())
            return false;
        // The kernel gives the lowest that is free.
        var lowest = dup(descriptor);
        if (lowest < 0)
            return true;
        close(lowest);
        return lowest >= Allowed();
    }

    // Asked anew each time: it may be changed while the server runs.
    private static int Allowed()
    {
        var limit = stackalloc ulong[2];
        return getrlimit(FilesLimit, limit) == 0 && limit[0] < int.MaxValue ? (int)limit[0] - Reserve : int.MaxValue;
    }

    [LibraryImport("libc")]
    private static partial int getrlimit(int resource, ulong* limit);

    [LibraryImport("libc")]
    private static partial int dup(int descriptor);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
