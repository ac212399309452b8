using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Search;

/// <summary>
/// Lets the full-text index follow the messages. It works in small pieces when the writer has nothing else to do, or when
/// so much waits that scanning it would slow searches down. Where nobody talks it asks nothing.
/// </summary>
public sealed class SearchIndexJob : PeriodicJob
{
    private const string Queue = "search index";
    private const int Piece = 100;
    private const int Backlog = 20_000;

    private readonly Database database;
    private readonly Writer writer;

    // The last run of the server may have left something.
    private volatile bool behind = true;

    public SearchIndexJob(Hub hub, Database database, Writer writer, WorkItems items, ILogger<SearchIndexJob> log)
        : base(TimeSpan.FromMilliseconds(500), items, TimeProvider.System, log)
    {
        this.database = database;
        this.writer = writer;
        hub.Published += _ => behind = true;
    }

    protected override async Task RunAsync(CancellationToken cancel)
    {
        if (!behind)
            return;
        // Before looking: what is said meanwhile is looked at in the next round, and so is what a fault leaves.
        behind = false;
        var caughtUp = false;
        try
        {
            caughtUp = await CatchUpAsync(cancel);
        }
        finally
        {
            if (!caughtUp)
                behind = true;
        }
    }

    /// <summary>False when something is left for later.</summary>
    private async Task<bool> CatchUpAsync(CancellationToken cancel)
    {
        while (await WaitingAsync(cancel) is > 0 and var waiting)
        {
            if (waiting <= Backlog && !writer.IsIdle)
                return false;
            if (!await IndexPieceAsync(cancel))
                await IndexSinglyAsync(cancel);
        }
        return true;
    }

    /// <summary>False when a message among them cannot be indexed.</summary>
    private async Task<bool> IndexPieceAsync(CancellationToken cancel)
    {
        try
        {
            await Items.WriteAsync(write => database.IndexText(write, Piece), cancel);
            return true;
        }
        catch (Exception fault)
            when (!cancel.IsCancellationRequested
                && fault is not StorageUnavailableException
                && !database.IsBroken(fault)
            )
        {
            return false;
        }
    }

    /// <summary>
    /// Message by message, so that only those are left out which cannot be indexed. They are abandoned at once: the index
    /// follows the order of the messages and cannot come back for one.
    /// </summary>
    private async Task IndexSinglyAsync(CancellationToken cancel)
    {
        var ids = await database.ReadAsync(
            db =>
                db.List<long>(
                    "select id from messages where id > (select indexed_to from messages_indexed) order by id limit @Piece",
                    new { Piece }
                ),
            cancel
        );
        foreach (var id in ids)
            if (await Items.TryAsync(Queue, $"{id}", () => IndexOneAsync(cancel), cancel, _ => 1) is not null)
                await Items.WriteAsync(write => database.SkipText(write, id), cancel);
    }

    private Task IndexOneAsync(CancellationToken cancel) =>
        Items.WriteAsync(write => database.IndexText(write, 1), cancel);

    private Task<long> WaitingAsync(CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.One<long>(
                    "select coalesce((select max(id) from messages), 0) - (select indexed_to from messages_indexed)"
                ),
            cancel
        );
}
