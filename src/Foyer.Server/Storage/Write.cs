using System.Data.Common;
using Dapper;

namespace Foyer.Server.Storage;

/// <summary>
/// One open write. Steps run inside it; actions that must follow the commit (live delivery, sending mail) are registered with
/// <see cref="After"/> and run on the writer's thread in the order of registration, or never when the write is refused.
/// </summary>
public sealed class Write : Queries
{
    private readonly List<Action> after;

    internal Write(Database database, DbConnection connection, List<Action> after, long now)
        : base(database, connection)
    {
        this.after = after;
        Now = now;
    }

    /// <summary>The instant of this write, in microseconds since 1970 (UTC); the same for everything it stores.</summary>
    public long Now { get; }

    public int Execute(string sql, object? values = null) => Connection.Execute(sql, values);

    /// <summary>Runs a step whose fault undoes that step and nothing else. Returns the fault, or null.</summary>
    public Exception? Try(Action step)
    {
        var registered = after.Count;
        Prepare("savepoint step").Run();
        try
        {
            step();
        }
        catch (Exception fault) when (!Database.IsBroken(fault))
        {
            Prepare("rollback to step").Run();
            Prepare("release step").Run();
            after.RemoveRange(registered, after.Count - registered);
            return fault;
        }
        Prepare("release step").Run();
        return null;
    }

    /// <summary>Must not throw and must be quick: all later writes wait for it.</summary>
    public void After(Action action) => after.Add(action);
}
