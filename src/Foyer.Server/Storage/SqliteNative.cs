using System.Runtime.InteropServices;

namespace Foyer.Server.Storage;

/// <summary>
/// Makes SQLitePCLRaw use the operating system's SQLite, which gets its security fixes from the system.
/// </summary>
internal static class SqliteNative
{
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
