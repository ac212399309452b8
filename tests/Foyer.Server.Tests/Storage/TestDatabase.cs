using Foyer.Protocol;
using Foyer.Server.Storage;
using Foyer.Server.Storage.Sqlite;
using Foyer.Server.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace Foyer.Server.Tests.Storage;

/// <summary>A migrated SQLite file in a folder of its own, with its writer and an empty table <c>notes</c>.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private TestDatabase()
    {
        Database = new SqliteDatabase(File);
        Database.Migrate();
        Writer = new Writer(Database, Clock, NullLogger<Writer>.Instance);
        Items = new WorkItems(Database, Writer, Clock, NullLogger<WorkItems>.Instance);
    }

    public string Folder { get; } = TestServer.NewFolder();

    public string File => Path.Combine(Folder, "foyer.db");

    public TestClock Clock { get; } = new();

    public SqliteDatabase Database { get; }

    public Writer Writer { get; }

    public WorkItems Items { get; }

    public static async Task<TestDatabase> OpenAsync()
    {
        var database = new TestDatabase();
        await database.ExecuteAsync(
            "create table notes (id integer primary key, text text unique, of_id integer references notes (id))"
        );
        return database;
    }

    public async Task ExecuteAsync(string sql, object? values = null) =>
        (
            await Writer.WriteAsync<Done>(write =>
            {
                write.Execute(sql, values);
                return new Done();
            })
        ).Refusal.ShouldBeNull();

    /// <summary>Queues a write that adds a note and returns its id.</summary>
    public Task<Outcome<long>> AddAsync(string text) =>
        Writer.WriteAsync<long>(write => write.Prepare("insert into notes (text) values (?)").Bind(1, text).Insert());

    /// <summary>The notes that another connection sees, in the order in which they were added.</summary>
    public List<string> Notes() => Read(db => db.List<string>("select text from notes order by id"));

    public T Read<T>(Func<Reader, T> read) => Database.ReadAsync(read).GetAwaiter().GetResult();

    /// <summary>
    /// Keeps the writer busy while the given function queues writes, so that all of them are in its next batch. Returns what
    /// the function returns.
    /// </summary>
    public async Task<T> InOneBatchAsync<T>(Func<T> queue)
    {
        using var go = new ManualResetEventSlim();
        using var began = new ManualResetEventSlim();
        var busy = Writer.WriteAsync<Done>(_ =>
        {
            began.Set();
            go.Wait();
            return new Done();
        });
        began.Wait();
        try
        {
            return queue();
        }
        finally
        {
            go.Set();
            await busy;
        }
    }

    public Task InOneBatchAsync(Action queue) =>
        InOneBatchAsync(() =>
        {
            queue();
            return new Done();
        });

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
