using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace Foyer.Server.Storage.Sqlite;

/// <summary>
/// A command that borrows its prepared statement from the connection when it runs, and returns it when disposed.
/// </summary>
internal sealed class CachedCommand(CachingConnection connection) : DbCommand
{
    private readonly SqliteCommand asked = new();
    private SqliteCommand? borrowed;

    [AllowNull]
    public override string CommandText
    {
        get => asked.CommandText;
        set => asked.CommandText = value;
    }

    public override int CommandTimeout
    {
        get => asked.CommandTimeout;
        set => asked.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => asked.CommandType;
        set => asked.CommandType = value;
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => connection;
        set => throw new NotSupportedException("A command stays with the connection that made it.");
    }

    protected override DbParameterCollection DbParameterCollection => asked.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel() => borrowed?.Cancel();

    public override int ExecuteNonQuery() => Borrow().ExecuteNonQuery();

    public override object? ExecuteScalar() => Borrow().ExecuteScalar();

    public override void Prepare() => Borrow().Prepare();

    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Borrow().ExecuteReader(behavior);

    protected override void Dispose(bool disposing)
    {
        if (disposing && borrowed is not null)
            connection.Return(borrowed);
        borrowed = null;
        asked.Dispose();
        base.Dispose(disposing);
    }

    private SqliteCommand Borrow()
    {
        if (borrowed is not null && borrowed.CommandText != asked.CommandText)
        {
            connection.Return(borrowed);
            borrowed = null;
        }
        borrowed ??= connection.Rent(asked.CommandText);
        borrowed.Transaction = (SqliteTransaction?)DbTransaction;
        borrowed.Parameters.Clear();
        foreach (SqliteParameter parameter in asked.Parameters)
            borrowed.Parameters.Add(parameter);
        return borrowed;
    }
}
