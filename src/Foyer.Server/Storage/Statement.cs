using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;
using static Foyer.Server.Storage.SqliteNative;

namespace Foyer.Server.Storage;

/// <summary>
/// A prepared statement that is bound, run and read by place, without a parameter or reader object between. For what is asked
/// for each single message: there the way through ADO.NET costs several times what SQLite does. It belongs to its connection
/// and, like it, to one thread at a time; it is run to its end before it is bound anew.
/// </summary>
/// <remarks>Parameters are counted from 1 and columns from 0, as SQLite does.</remarks>
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

    /// <summary>The statement of this text, kept by the connection from its first use on.</summary>
    public static Statement Of(DbConnection connection, string sql) => ((KeepingConnection)connection).Prepare(sql);

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

    /// <summary>True while there is a row to read; at the end, or when it fails, the statement is ready to be bound anew.</summary>
    /// <exception cref="SqliteException">What SQLite says went wrong.</exception>
    public bool Step()
    {
        var code = sqlite3_step(handle);
        if (code == SQLitePCL.raw.SQLITE_ROW)
            return true;
        // Says again what the step said.
        var failed = sqlite3_reset(handle);
        Check(code == SQLitePCL.raw.SQLITE_DONE ? failed : code);
        return false;
    }

    /// <summary>Runs it to its end.</summary>
    public void Run()
    {
        while (Step()) { }
    }

    /// <summary>Inserts one row and answers its id; by <c>returning</c> SQLite would make a table for the answer.</summary>
    public long Insert()
    {
        Run();
        return sqlite3_last_insert_rowid(database);
    }

    /// <summary>Reads no further.</summary>
    public void Reset() => sqlite3_reset(handle);

    public bool IsNull(int column) => sqlite3_column_type(handle, column) == SQLitePCL.raw.SQLITE_NULL;

    public long Number(int column) => sqlite3_column_int64(handle, column);

    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    public string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The text as it lies in SQLite's memory, good until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(int column)
    {
        var start = sqlite3_column_text(handle, column);
        return new ReadOnlySpan<byte>(start, sqlite3_column_bytes(handle, column));
    }

    internal void End() => sqlite3_finalize(handle);

    private Statement BindNull(int place)
    {
        Check(sqlite3_bind_null(handle, place));
        return this;
    }

    private void Check(int code)
    {
        if (code == SQLitePCL.raw.SQLITE_OK)
            return;
        var said = new string((sbyte*)sqlite3_errmsg(database));
        throw new SqliteException($"SQLite Error {code}: '{said}'.", code & 0xFF, code);
    }
}
