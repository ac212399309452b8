using Foyer.Server.Storage;
using Foyer.Server.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Foyer.Server.Tests.Storage.Sqlite;

/// <summary>However much is written, the write-ahead log begins anew, and all that was written stays.</summary>
public sealed class CheckpointsTests : IDisposable
{
    private const int Writes = 400;
    private const int Size = 500_000;

    private readonly string folder = Directory.CreateTempSubdirectory("foyer-log-").FullName;

    private string File => Path.Combine(folder, "foyer.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_log_stays_small_and_nothing_is_lost()
    {
        await using (var database = new SqliteDatabase(File))
        {
            database.Migrate();
            await using var writer = new Writer(database, TimeProvider.System, NullLogger<Writer>.Instance);
            for (var at = 0; at < Writes; at++)
                await AddAsync(writer, at);

            new FileInfo(File + "-wal").Length.ShouldBeLessThan((long)Writes * Size / 2);
        }

        await using var again = new SqliteDatabase(File);
        var found = await again.ReadAsync(db =>
            db.List<(long, long)>("select by_id, length(detail) from audit order by id")
        );
        found.ShouldBe(Enumerable.Range(0, Writes).Select(at => ((long)at, (long)Size)));
        again.FindFaults().ShouldBeEmpty();
    }

    private static async Task AddAsync(Writer writer, int at)
    {
        var outcome = await writer.WriteAsync<int>(write =>
            write.Execute(
                "insert into audit (created_at, by_id, by_name, action, detail) values (@Now, @at, 'ada', 'test', @detail)",
                new
                {
                    write.Now,
                    at,
                    detail = new string((char)('a' + at % 26), Size),
                }
            )
        );
        outcome.Refusal.ShouldBeNull();
    }
}
