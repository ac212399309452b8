using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Foyer.Server.Storage;

/// <summary>
/// The database as SQL code sees it, in a read (<see cref="Reader"/>) or a write (<see cref="Write"/>). Synchronous on purpose: a
/// write may do no I/O except SQL, and a read runs where blocking is cheap.
/// </summary>
public abstract class Queries(Database database, DbConnection connection)
{
    public Database Database => database;

    public DbConnection Connection => connection;

    public List<T> List<T>(string sql, object? values = null) => connection.Query<T>(sql, values).AsList();

    /// <summary>Reads columns by index, for frequent queries where the mapping by name would be too slow.</summary>
    public List<T> List<T>(string sql, object? values, Func<Row, T> read)
    {
        using var reader = connection.ExecuteReader(sql, values);
        var rows = (SqliteDataReader)((IWrappedDataReader)reader).Reader;
        var list = new List<T>();
        while (rows.Read())
            list.Add(read(new Row(rows)));
        return list;
    }

    /// <summary>Returns a prepared statement, for queries that run for every single message.</summary>
    public Statement Prepare(string sql) => Statement.Get(connection, sql);

    /// <summary>Returns the first row, or null / default when there is none.</summary>
    public T? First<T>(string sql, object? values = null) => connection.QueryFirstOrDefault<T>(sql, values);

    public T One<T>(string sql, object? values = null) => connection.QuerySingle<T>(sql, values);

    public bool Any(string sql, object? values = null) =>
        connection.QueryFirstOrDefault<long?>(sql, values) is not null;
}

/// <summary>A pooled connection that only reads. Short-lived: the log can be truncated only between reads.</summary>
public sealed class Reader(Database database, DbConnection connection) : Queries(database, connection);
