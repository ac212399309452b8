using System.Runtime.InteropServices;

namespace Foyer.Server.Storage;

/// <summary>
/// Makes SQLitePCLRaw use the operating system's SQLite, which gets its security fixes from the system.
/// </summary>
public static class SqliteNative
{
    private const int SQLITE_CONFIG_MULTITHREAD = 2;
    private const int SQLITE_CONFIG_MEMSTATUS = 9;

    private static readonly Lock Once = new();
    private static bool done;

    public static void Use()
    {
        lock (Once)
        {
            if (done)
                return;
            NativeLibrary.SetDllImportResolver(
                typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly,
                (name, _, _) => name == "e_sqlite3" ? Load() : IntPtr.Zero
            );
            SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
            // Every connection belongs to one thread at a time, so SQLite need not lock it; and nobody reads its statistics.
            SQLitePCL.raw.sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
            SQLitePCL.raw.sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
            done = true;
        }
    }

    private static IntPtr Load()
    {
        string[] names =
            OperatingSystem.IsWindows() ? ["winsqlite3.dll"]
            : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"]
            : ["libsqlite3.so.0", "libsqlite3.so"];
        foreach (var name in names)
            if (NativeLibrary.TryLoad(name, out var handle))
                return handle;
        return IntPtr.Zero;
    }
}
