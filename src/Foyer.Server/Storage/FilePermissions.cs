using System.Runtime.InteropServices;

namespace Foyer.Server.Storage;

/// <summary>Database, log and media files are made by many hands; one mask gives them all mode 0600 (folders 0700).</summary>
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
