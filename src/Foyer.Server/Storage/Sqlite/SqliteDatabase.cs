using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Foyer.Protocol;
using Microsoft.Data.Sqlite;

namespace Foyer.Server.Storage.Sqlite;

/// <summary>A SQLite file with a write-ahead log: one writer and any number of short concurrent readers.</summary>
public sealed class SqliteDatabase : Database
{
    // FULL, because an acknowledged message must survive a power cut; group commit makes it cheap.
    private const string Pragmas =
        "pragma journal_mode=WAL; pragma synchronous=FULL; pragma foreign_keys=ON; pragma busy_timeout=5000; "
        + "pragma temp_store=MEMORY; pragma secure_delete=ON;";

    // Sessions, personal access tokens (which refer to sessions), and links in e-mails.
    private static readonly string[] LetsIn = ["tokens", "sessions", "links", "passkey_challenges"];

    // The index must not be asked to remove a message that it does not contain: its counts would become wrong.
    private const string IsIndexed = """
        select 1 from messages_indexed
        where indexed_to >= @message and not exists (select 1 from messages_unindexed where message_id = @message)
        """;

    private readonly string connectionString;
    private readonly ConcurrentBag<CachingConnection> idle = [];
    private readonly Trigrams trigrams = new();
    private readonly Checkpoints checkpoints;

    public SqliteDatabase(string file)
    {
        SqliteNative.Use();
        connectionString = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString();
        checkpoints = new Checkpoints(() => Open(""));
    }

    public override string ForUpdate => "";

    internal override string BeginWrite => "begin immediate";

    public override string Rows(params ReadOnlySpan<(string Name, string Type)> columns)
    {
        var selected = new List<string>();
        foreach (var (name, _) in columns)
            selected.Add($"json_extract(value, '$.{name}') as {name}");
        return $"(select {string.Join(", ", selected)} from json_each(@rows))";
    }

    public override string KeyOf(string column) => $"text_key({column})";

    public override string? Match(Queries db, IReadOnlyList<string> text) => trigrams.Match(db, text);

    public override string Matching(string columns) =>
        $"select {columns} from messages_text t join messages m on m.id = t.rowid where t.messages_text match @match";

    public override void TextChanged(Write write, long message, string before, string after)
    {
        if (!write.Any(IsIndexed, new { message }))
            return;
        write.Execute(
            "insert into messages_text (messages_text, rowid, text) values ('delete', @message, text_key(@before))",
            new { message, before }
        );
        if (after.Length > 0)
            write.Execute(
                "insert into messages_text (rowid, text) values (@message, text_key(@after))",
                new { message, after }
            );
    }

    public override int IndexText(Write write, int most)
    {
        var (from, to) = write.One<(long, long)>(
            """
            select i.indexed_to, coalesce(max(m.id), i.indexed_to) from messages_indexed i
            left join (select id from messages where id > (select indexed_to from messages_indexed) order by id limit @most) m
            """,
            new { most }
        );
        write.Execute(
            "insert into messages_text (rowid, text) select id, text_key(text) from messages where id > @from and id <= @to and kind in ('text', 'event') and deleted_at is null",
            new { from, to }
        );
        write.Execute("update messages_indexed set indexed_to = @to", new { to });
        return (int)(to - from);
    }

    public override void SkipText(Write write, long message)
    {
        write.Execute("update messages_indexed set indexed_to = @message where indexed_to < @message", new { message });
        write.Execute("insert into messages_unindexed (message_id) values (@message)", new { message });
    }

    public override Task<T> ReadAsync<T>(Func<Reader, T> read, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        return MayRead ? Task.FromResult(Read(read)) : Task.Run(() => Read(read), cancel);
    }

    private T Read<T>(Func<Reader, T> read)
    {
        var connection = idle.TryTake(out var pooled)
            ? pooled
            : Open("pragma query_only=ON; pragma cache_size=-16384;");
        var healthy = false;
        try
        {
            var result = read(new Reader(this, connection));
            healthy = true;
            return result;
        }
        finally
        {
            if (healthy && idle.Count < 64)
                idle.Add(connection);
            else
                connection.Dispose();
        }
    }

    public override void CopyTo(string file)
    {
        using var source = Open("");
        using var copy = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString()
        );
        copy.Open();
        source.BackupDatabase(copy);
        copy.Execute("pragma secure_delete=ON; pragma foreign_keys=ON; pragma journal_mode=DELETE;");
        foreach (var table in LetsIn)
            if (
                copy.ExecuteScalar<long>(
                    "select count(*) from sqlite_master where type = 'table' and name = @table",
                    new { table }
                ) > 0
            )
                copy.Execute($"delete from {table}");
        copy.Execute("vacuum");
    }

    public override IReadOnlyList<string> FindFaults()
    {
        using var connection = Open("");
        var faults = connection.Query<string>("pragma integrity_check").Where(line => line != "ok").ToList();
        faults.AddRange(
            connection
                .Query("pragma foreign_key_check")
                .Select(row => $"A row of {row.table} names one of {row.parent} that is not there.")
                .Cast<string>()
        );
        return faults;
    }

    public override void TidyLog() => checkpoints.Empty();

    public override void Migrate(params IReadOnlyList<CodeMigration> code)
    {
        using var connection = Open("");
        MigrationRunner.Run(connection, "sqlite", code);
    }

    public override bool IsBroken(Exception fault) =>
        fault
            is SqliteException
            {
                SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL
                    or SQLitePCL.raw.SQLITE_IOERR
                    or SQLitePCL.raw.SQLITE_NOMEM
                    or SQLitePCL.raw.SQLITE_CORRUPT
                    or SQLitePCL.raw.SQLITE_CANTOPEN
                    or SQLitePCL.raw.SQLITE_READONLY
                    or SQLitePCL.raw.SQLITE_BUSY
            };

    public override ValueTask DisposeAsync()
    {
        while (idle.TryTake(out var connection))
            connection.Dispose();
        return ValueTask.CompletedTask;
    }

    internal override DbConnection OpenWriter() => Open("pragma cache_size=-65536; pragma wal_autocheckpoint=0;");

    internal override void Committed(DbConnection writer) => checkpoints.Committed((CachingConnection)writer);

    private CachingConnection Open(string pragmas)
    {
        var connection = new CachingConnection(connectionString);
        connection.Open();
        connection.CreateFunction(
            "text_key",
            (string? text) => text is null ? null : TextKey.Of(text),
            isDeterministic: true
        );
        connection.Execute(Pragmas + pragmas);
        return connection;
    }
}
