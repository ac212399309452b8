using System.Runtime.InteropServices;

namespace Foyer.Server.Storage;

/// <summary>
/// Sets the process's file mode mask, since several libraries create files: mode 0600 for all of them (folders 0700).
/// </summary>
internal static partial class FilePermissions
{
    private const uint NobodyElse = 0b000_111_111;

    public static void KeepNewFilesPrivate()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetMask(NobodyElse);
    }

    [LibraryImport("libc", EntryPoint = "umask")]
    private static partial uint SetMask(uint mask);
}
