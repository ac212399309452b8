using System.Data.Common;

namespace Foyer.Server.Storage;

/// <summary>What differs between the databases Foyer runs on. Everything else is one SQL for both.</summary>
public abstract class Database : IAsyncDisposable
{
    /// <summary>Appended to a select that must hold its rows until the commit.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>
    /// A table made from the JSON array of objects in parameter <c>@rows</c>: pass one parameter, work set-based.
    /// </summary>
    /// <param name="columns">Names with types, such as <c>("chat", "bigint")</c>.</param>
    public abstract string Rows(params ReadOnlySpan<(string Name, string Type)> columns);

    /// <summary>Runs a read on a pooled connection.</summary>
    public abstract Task<T> ReadAsync<T>(Func<Reader, T> read, CancellationToken cancel = default);

    /// <summary>Brings the schema up to date; a second call changes nothing.</summary>
    public abstract void Migrate();

    /// <summary>True when the fault is the storage's (full, broken, gone), not one statement's.</summary>
    public abstract bool IsBroken(Exception fault);

    public abstract ValueTask DisposeAsync();

    internal abstract DbConnection OpenWriter();

    internal abstract string BeginWrite { get; }
}
