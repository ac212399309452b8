using System.Data.Common;
using Microsoft.Data.Sqlite;
using static Foyer.Server.Storage.Sqlite.SqliteNative;

namespace Foyer.Server.Storage.Sqlite;

/// <summary>
/// A connection that keeps its statements prepared: for the short questions a chat asks, reading and planning the SQL costs more than
/// answering it.
/// </summary>
internal sealed class CachingConnection(string connectionString) : SqliteConnection(connectionString)
{
    // Nearly all there are; searches and the lengths of pages make many more.
    private const int Most = 200;

    private readonly Dictionary<string, SqliteCommand> view = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);

    /// <summary>A command that is prepared already when this text was asked before and nobody is reading from it.</summary>
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

    /// <summary>How many pages were written to the log since this was asked last.</summary>
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
