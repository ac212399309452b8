using System.Runtime.InteropServices;

namespace Foyer.Server.Gateways.WebSockets;

/// <summary>
/// Compares the open file descriptors with the limit of the process. The runtime itself opens files at any time, such as a
/// library on its first use, and ends the process when it cannot; so connections leave a reserve for it, for the database and for
/// the logs.
/// </summary>
internal static unsafe partial class FileDescriptors
{
    private const int Reserve = 32;
    private const int FilesLimit = 7;

    /// <summary>Returns true when a new descriptor belongs to the reserve, and no lower one has become free since.</summary>
    public static bool AreScarce(int descriptor)
    {
        if (!OperatingSystem.IsLinux() || descriptor < Allowed())
            return false;
        // The kernel returns the lowest free descriptor.
        var lowest = dup(descriptor);
        if (lowest < 0)
            return true;
        close(lowest);
        return lowest >= Allowed();
    }

    // Read each time: the limit may change while the server runs.
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
