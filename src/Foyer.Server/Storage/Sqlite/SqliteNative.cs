using System.Runtime.InteropServices;

namespace Foyer.Server.Storage.Sqlite;

/// <summary>The bundled SQLite library, and the few of its functions that <see cref="Statement"/> calls directly.</summary>
public static unsafe partial class SqliteNative
{
    /// <summary>SQLITE_PREPARE_PERSISTENT: the statement will be kept for a long time.</summary>
    internal const uint Persistent = 1;

    /// <summary>In place of a destructor: SQLite is to copy the text before the call returns.</summary>
    internal const nint Transient = -1;

    /// <summary>For <see cref="sqlite3_db_status"/>: the number of pages the connection has written to the log.</summary>
    internal const int PagesWritten = 9;

    private const string Library = "e_sqlite3";
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
            SQLitePCL.Batteries_V2.Init();
            // Each connection is used by one thread at a time, so SQLite need not lock it; and its statistics are not read.
            SQLitePCL.raw.sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
            SQLitePCL.raw.sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
            done = true;
        }
    }

    [LibraryImport(Library)]
    internal static partial int sqlite3_prepare_v3(
        nint database,
        byte* sql,
        int length,
        uint flags,
        out nint statement,
        byte** rest
    );

    [LibraryImport(Library)]
    internal static partial int sqlite3_step(nint statement);

    [LibraryImport(Library)]
    internal static partial int sqlite3_finalize(nint statement);

    [LibraryImport(Library)]
    internal static partial int sqlite3_reset(nint statement);

    [LibraryImport(Library)]
    internal static partial int sqlite3_db_status(nint database, int what, out int now, out int most, int reset);

    [LibraryImport(Library)]
    internal static partial byte* sqlite3_errmsg(nint database);

    // These calls take nanoseconds and never block, so the transition that lets the garbage collector run is suppressed.

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int sqlite3_bind_int64(nint statement, int place, long value);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int sqlite3_bind_null(nint statement, int place);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int sqlite3_bind_text(nint statement, int place, byte* text, int length, nint destructor);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial long sqlite3_last_insert_rowid(nint database);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int sqlite3_column_type(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial long sqlite3_column_int64(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial byte* sqlite3_column_text(nint statement, int column);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int sqlite3_column_bytes(nint statement, int column);
}
