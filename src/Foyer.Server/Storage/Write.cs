using System.Data.Common;
using Dapper;

namespace Foyer.Server.Storage;

/// <summary>
/// One open write. Steps run inside it; what must follow the commit (live delivery, sending mail) is registered with
/// <see cref="After"/> and runs on the writer's thread in the order of registration, or never when the write is refused.
/// </summary>
public sealed class Write : Queries
{
    private readonly Dictionary<string, DbCommand> statements;
    private readonly List<Action> after;

    internal Write(
        Database database,
        DbConnection connection,
        Dictionary<string, DbCommand> statements,
        List<Action> after,
        long now
    )
        : base(database, connection)
    {
        this.statements = statements;
        this.after = after;
        Now = now;
    }

    /// <summary>The instant of this write, microseconds UTC; the same for all that is stored in it.</summary>
    public long Now { get; }

    public int Execute(string sql, object? values = null) => Connection.Execute(sql, values);

    /// <summary>Must not throw and must be quick: all later writes wait for it.</summary>
    public void After(Action action) => after.Add(action);

    /// <summary>A prepared statement that is kept for the writer's life; for the few on the hottest path.</summary>
    public DbCommand Statement(string sql, params ReadOnlySpan<string> parameters)
    {
        if (statements.TryGetValue(sql, out var statement))
            return statement;
        statement = Connection.CreateCommand();
        statement.CommandText = sql;
        foreach (var name in parameters)
        {
            var parameter = statement.CreateParameter();
            parameter.ParameterName = name;
            statement.Parameters.Add(parameter);
        }
        return statements[sql] = statement;
    }
}
