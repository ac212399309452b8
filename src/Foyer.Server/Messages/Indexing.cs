using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>
/// Lets the full-text index follow the messages. It works in small pieces when the writer has nothing else to do, or when
/// so much waits that scanning it would slow searches down.
/// </summary>
public sealed class Indexing(Database database, Writer writer, ILogger<Indexing> log)
    : Round(TimeSpan.FromMilliseconds(500), TimeProvider.System, log)
{
    private const int Piece = 500;
    private const int Backlog = 20_000;

    protected override async Task RunAsync(CancellationToken cancel)
    {
        while (await IsDueAsync(cancel))
            await writer.WriteAsync<int>(write => database.IndexText(write, Piece), cancel);
    }

    private async Task<bool> IsDueAsync(CancellationToken cancel)
    {
        var waiting = await database.ReadAsync(
            db =>
                db.One<long>(
                    "select coalesce((select max(id) from messages), 0) - (select indexed_to from messages_indexed)"
                ),
            cancel
        );
        return waiting > Backlog || (waiting > 0 && writer.IsIdle);
    }
}
