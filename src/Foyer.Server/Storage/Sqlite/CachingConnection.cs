using System.Data.Common;
using Microsoft.Data.Sqlite;
using static Foyer.Server.Storage.Sqlite.SqliteNative;

namespace Foyer.Server.Storage.Sqlite;

/// <summary>
/// A connection that keeps its statements prepared: for the short queries of a chat, parsing and planning the SQL costs more than
/// running it.
/// </summary>
internal sealed class CachingConnection(string connectionString) : SqliteConnection(connectionString)
{
    // Enough for nearly all statements; search terms and page lengths produce many more.
    private const int Most = 200;

    private readonly Dictionary<string, SqliteCommand> view = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);

    /// <summary>Returns a command that is already prepared when the same SQL ran before and is not in use.</summary>
    internal SqliteCommand Rent(string sql)
    {
        if (view.Remove(sql, out var command))
            return command;
        command = CreateCommand();
        command.CommandText = sql;
        return command;
    }

    internal void Return(SqliteCommand command)
    {
        command.Parameters.Clear();
        command.Transaction = null;
        if (view.Count >= Most)
            Forget();
        if (!view.TryAdd(command.CommandText, command))
            command.Dispose();
    }

    internal Statement Prepare(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
            statements[sql] = statement = new Statement(this, sql);
        return statement;
    }

    /// <summary>Returns the number of pages written to the log since the last call.</summary>
    internal int TakePagesWritten()
    {
        _ = sqlite3_db_status(Handle!.DangerousGetHandle(), PagesWritten, out var pages, out _, reset: 1);
        return pages;
    }

    protected override DbCommand CreateDbCommand() => new CachedCommand(this);

    protected override void Dispose(bool disposing)
    {
        foreach (var statement in statements.Values)
            statement.Finish();
        statements.Clear();
        base.Dispose(disposing);
    }

    private void Forget()
    {
        foreach (var command in view.Values)
            command.Dispose();
        view.Clear();
    }
}
