using System.Data.Common;
using System.Text;
using Foyer.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using static Foyer.Server.Storage.Sqlite.SqliteNative;

namespace Foyer.Server.Storage;

/// <summary>
/// A prepared statement that is bound and run by index, without a parameter object, for queries that run for each single message.
/// It belongs to its connection and, like it, to one thread at a time; it must run to its end before it is bound again.
/// </summary>
/// <remarks>Parameters are counted from 1, as in SQLite.</remarks>
public sealed unsafe class Statement
{
    private const int ShortText = 512;

    private readonly nint database;
    private readonly nint handle;

    internal Statement(SqliteConnection connection, string sql)
    {
        database = connection.Handle!.DangerousGetHandle();
        var text = Encoding.UTF8.GetBytes(sql);
        fixed (byte* start = text)
            Check(sqlite3_prepare_v3(database, start, text.Length, Persistent, out handle, null));
    }

    /// <summary>Returns the statement for this SQL, cached by the connection from its first use on.</summary>
    public static Statement Get(DbConnection connection, string sql) => ((CachingConnection)connection).Prepare(sql);

    public Statement Bind(int place, long value)
    {
        Check(sqlite3_bind_int64(handle, place, value));
        return this;
    }

    public Statement Bind(int place, long? value) => value is { } number ? Bind(place, number) : BindNull(place);

    public Statement Bind(int place, string? value)
    {
        if (value is null)
            return BindNull(place);
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        Span<byte> text = most <= ShortText ? stackalloc byte[ShortText] : new byte[most];
        var length = Encoding.UTF8.GetBytes(value, text);
        fixed (byte* start = text)
            Check(sqlite3_bind_text(handle, place, start, length, Transient));
        return this;
    }

    /// <summary>
    /// Returns true when there is a row to read. At the end, or when it fails, the statement is ready to be bound again.
    /// </summary>
    /// <exception cref="SqliteException">SQLite reports an error.</exception>
    public bool Step(out Row row)
    {
        row = new Row(handle);
        var code = sqlite3_step(handle);
        if (code == SQLitePCL.raw.SQLITE_ROW)
            return true;
        // Returns the error of the step again.
        var failed = sqlite3_reset(handle);
        Check(code == SQLitePCL.raw.SQLITE_DONE ? failed : code);
        return false;
    }

    /// <summary>Runs it to its end.</summary>
    public void Run()
    {
        while (Step(out _)) { }
    }

    /// <summary>
    /// Inserts one row and returns its id; with <c>returning</c>, SQLite would create a temporary table for the result.
    /// </summary>
    public long Insert()
    {
        Run();
        return sqlite3_last_insert_rowid(database);
    }

    /// <summary>Reads no further.</summary>
    public void Reset() => sqlite3_reset(handle);

    internal void Finish() => sqlite3_finalize(handle);

    private Statement BindNull(int place)
    {
        Check(sqlite3_bind_null(handle, place));
        return this;
    }

    private void Check(int code)
    {
        if (code == SQLitePCL.raw.SQLITE_OK)
            return;
        var reply = new string((sbyte*)sqlite3_errmsg(database));
        throw new SqliteException($"SQLite Error {code}: '{reply}'.", code & 0xFF, code);
    }
}
