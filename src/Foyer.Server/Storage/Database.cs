using System.Data.Common;
using System.Text.Json;
using Foyer.Protocol;

namespace Foyer.Server.Storage;

/// <summary>The operations that depend on the database system. Everything else is SQL that runs on all of them.</summary>
public abstract class Database : IAsyncDisposable
{
    /// <summary>Appended to a select that must lock its rows until the commit.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>
    /// Returns a table built from the JSON array of objects in the parameter <c>@rows</c>, for set-based statements with one
    /// parameter.
    /// </summary>
    /// <param name="columns">Names with types, such as <c>("chat", "bigint")</c>.</param>
    public abstract string Rows(params ReadOnlySpan<(string Name, string Type)> columns);

    /// <summary>
    /// Returns the values in the parameter <c>@rows</c>, created by <see cref="Values"/>, for use after <c>in</c>: the same SQL
    /// for lists of any length stays prepared.
    /// </summary>
    /// <param name="parameter">Another parameter's name, for a statement with two lists.</param>
    public string Listed(string type, string parameter = "rows") =>
        $"(select one from {Rows(("one", type)).Replace("@rows", $"@{parameter}", StringComparison.Ordinal)} r)";

    public static string Values<T>(IEnumerable<T> values) =>
        JsonSerializer.Serialize(values.Select(one => new { one }));

    /// <summary>
    /// Returns the <see cref="Foyer.Protocol.TextKey"/> of the column, for comparisons that ignore case and compatibility
    /// variants.
    /// </summary>
    public abstract string KeyOf(string column);

    /// <summary>
    /// Returns the full-text query for the keys of the search terms, since the index holds keys; null when no term can be looked
    /// up. It matches all messages that contain the terms, and possibly others.
    /// </summary>
    public abstract string? Match(Queries db, IReadOnlyList<string> text);

    /// <summary>
    /// Returns a select over indexed messages <c>m</c> that match <c>@match</c>; further conditions may be appended.
    /// </summary>
    public abstract string Matching(string columns);

    /// <summary>Updates the full-text index for a message whose text was changed or removed ("").</summary>
    public abstract void TextChanged(Write write, long message, string before, string after);

    /// <summary>Adds at most this number of messages to the full-text index; returns by how many ids it advanced.</summary>
    public abstract int IndexText(Write write, int most);

    /// <summary>Skips a message that the full-text index cannot process.</summary>
    public abstract void SkipText(Write write, long message);

    // True on threads that serve many connections.
    [ThreadStatic]
    private static bool mayNotRead;

    /// <summary>
    /// Declares that the calling thread must never wait for the database. Reads that begin on it run on the thread pool instead.
    /// </summary>
    public static void KeepReadsOffThisThread() => mayNotRead = true;

    protected static bool MayRead => !mayNotRead;

    /// <summary>
    /// Runs a read on a pooled connection. SQLite cannot wait without a thread: the read runs on the caller's thread and is done
    /// when this returns, which costs a request no hop, or on the thread pool where the caller's thread may not wait.
    /// </summary>
    public abstract Task<T> ReadAsync<T>(Func<Reader, T> read, CancellationToken cancel = default);

    /// <summary>Brings the schema up to date; a second call changes nothing.</summary>
    /// <param name="code">
    /// Migrations that SQL cannot express; they run in the order of names together with the numbered files.
    /// </param>
    public abstract void Migrate(params IReadOnlyList<CodeMigration> code);

    /// <summary>Writes a copy of all stored data, without credentials: sessions, tokens, links.</summary>
    public virtual void CopyTo(string file) =>
        throw new NotSupportedException("This database is backed up by its own tools, such as pg_dump.");

    /// <summary>Returns a sentence for each integrity problem of the stored data; empty when there is none.</summary>
    public virtual IReadOnlyList<string> FindFaults() => [];

    /// <summary>Removes deleted text from the write-ahead log, as far as no reader needs it.</summary>
    public virtual void TidyLog() { }

    /// <summary>Returns true when the storage itself failed (full, broken, gone), not only one statement.</summary>
    public abstract bool IsBroken(Exception fault);

    public abstract ValueTask DisposeAsync();

    internal abstract DbConnection OpenWriter();

    /// <summary>Called by the writer after each commit, when all results have been returned.</summary>
    internal virtual void Committed(DbConnection writer) { }

    internal abstract string BeginWrite { get; }
}

/// <summary>Patterns for <c>like … escape '\'</c> over keys of text.</summary>
public static class LikePattern
{
    // SQLite refuses patterns of more than 50,000 bytes. No name or search term is as long as this.
    private const int MaxLength = 5000;

    /// <summary>Returns a pattern for everything whose key contains the key of the text, or null when there is no text.</summary>
    public static string? Containing(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : TextKey.Of(text) is { Length: <= MaxLength } key
            ? $"%{key.Replace("\\", @"\\").Replace("%", "\\%").Replace("_", "\\_")}%"
        : "";
}
