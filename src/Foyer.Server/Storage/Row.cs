using System.Text;
using Microsoft.Data.Sqlite;
using static Foyer.Server.Storage.Sqlite.SqliteNative;

namespace Foyer.Server.Storage;

/// <summary>
/// A row of a result, read by index without a data reader: for large results, ADO.NET costs several times as much as SQLite.
/// Valid until the next step. Columns are counted from 0.
/// </summary>
public readonly unsafe struct Row
{
    private readonly nint statement;

    internal Row(nint statement) => this.statement = statement;

    internal Row(SqliteDataReader reader) => statement = reader.Handle!.DangerousGetHandle();

    public bool IsNull(int column) => sqlite3_column_type(statement, column) == SQLitePCL.raw.SQLITE_NULL;

    public long Number(int column) => sqlite3_column_int64(statement, column);

    public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

    public string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>The text as it lies in SQLite's memory.</summary>
    public ReadOnlySpan<byte> Utf8(int column)
    {
        var start = sqlite3_column_text(statement, column);
        return new ReadOnlySpan<byte>(start, sqlite3_column_bytes(statement, column));
    }
}
