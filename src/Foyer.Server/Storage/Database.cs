using System.Data.Common;
using System.Text.Json;
using Foyer.Protocol;

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

    /// <summary>
    /// The values in parameter <c>@rows</c>, made by <see cref="Values"/>, as what follows <c>in</c>: one text for lists of any length
    /// stays prepared.
    /// </summary>
    /// <param name="parameter">Another parameter's name, for a statement with two lists.</param>
    public string Listed(string type, string parameter = "rows") =>
        $"(select one from {Rows(("one", type)).Replace("@rows", $"@{parameter}", StringComparison.Ordinal)} r)";

    public static string Values<T>(IEnumerable<T> values) =>
        JsonSerializer.Serialize(values.Select(one => new { one }));

    /// <summary>The <see cref="Foyer.Protocol.TextKey"/> of the column, to compare it as people do.</summary>
    public abstract string KeyOf(string column);

    /// <summary>
    /// What the full-text index, which holds keys of text, is asked for by the keys of some words; null when it knows none of them. It finds all messages that hold the words, and
    /// others too.
    /// </summary>
    public abstract string? Match(Queries db, IReadOnlyList<string> text);

    /// <summary>A select over indexed messages <c>m</c> whose text holds what <c>@match</c> asks for; ready for more conditions.</summary>
    public abstract string Matching(string columns);

    /// <summary>Keeps the full-text index true to a message whose text was changed or taken away ("").</summary>
    public abstract void TextChanged(Write write, long message, string before, string after);

    /// <summary>Lets the full-text index follow by at most so many messages; answers how far it came.</summary>
    public abstract int IndexText(Write write, int most);

    /// <summary>Lets the full-text index follow past a message that it cannot take.</summary>
    public abstract void SkipText(Write write, long message);

    // True on threads that serve many connections.
    [ThreadStatic]
    private static bool mayNotRead;

    /// <summary>
    /// Says that the calling thread must never wait for the database. Reads that begin on it run on the thread pool instead.
    /// </summary>
    public static void KeepReadsOffThisThread() => mayNotRead = true;

    protected static bool MayRead => !mayNotRead;

    /// <summary>
    /// Runs a read on a pooled connection. SQLite cannot wait without a thread: the read runs on the caller's thread and is done
    /// when this returns, which costs a request no hop, or on the thread pool where the caller's thread may not wait.
    /// </summary>
    public abstract Task<T> ReadAsync<T>(Func<Reader, T> read, CancellationToken cancel = default);

    /// <summary>Brings the schema up to date; a second call changes nothing.</summary>
    /// <param name="code">Migrations that SQL cannot express; they run among the numbered files, in the order of their names.</param>
    public abstract void Migrate(params IReadOnlyList<CodeMigration> code);

    /// <summary>Writes a copy of all that is stored now, without what lets somebody in: sessions, tokens, links.</summary>
    public virtual void CopyTo(string file) =>
        throw new NotSupportedException("This database is backed up by its own tools, such as pg_dump.");

    /// <summary>What is broken in the stored data, a sentence each; nothing when all is well.</summary>
    public virtual IReadOnlyList<string> FindFaults() => [];

    /// <summary>Removes deleted text from the write-ahead log, as far as no reader needs it.</summary>
    public virtual void TidyLog() { }

    /// <summary>True when the fault is the storage's (full, broken, gone), not one statement's.</summary>
    public abstract bool IsBroken(Exception fault);

    public abstract ValueTask DisposeAsync();

    internal abstract DbConnection OpenWriter();

    /// <summary>Told by the writer after each commit, when everybody was answered.</summary>
    internal virtual void Committed(DbConnection writer) { }

    internal abstract string BeginWrite { get; }
}

/// <summary>Patterns for <c>like … escape '\'</c> over keys of text.</summary>
public static class LikePattern
{
    // SQLite refuses patterns of more than 50,000 bytes. No name or term that is searched for is as long as this.
    private const int MaxLength = 5000;

    /// <summary>Returns a pattern for everything whose key contains the key of the text, or null when there is no text.</summary>
    public static string? Containing(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : TextKey.Of(text) is { Length: <= MaxLength } key
            ? $"%{key.Replace("\\", @"\\").Replace("%", "\\%").Replace("_", "\\_")}%"
        : "";
}
