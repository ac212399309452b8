using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>
/// Lets the full-text index follow the messages. It works in small pieces when the writer has nothing else to do, or when
/// so much waits that scanning it would slow searches down. Where nobody talks it asks nothing.
/// </summary>
public sealed class Indexing : Round
{
    private const int Piece = 100;
    private const int Backlog = 20_000;

    private readonly Database database;
    private readonly Writer writer;

    // The last run of the server may have left something.
    private volatile bool behind = true;

    public Indexing(Hub hub, Database database, Writer writer, ILogger<Indexing> log)
        : base(TimeSpan.FromMilliseconds(500), TimeProvider.System, log)
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
            if ((await writer.WriteAsync<int>(write => database.IndexText(write, Piece), cancel)).Refusal is not null)
                return false;
        }
        return true;
    }

    private Task<long> WaitingAsync(CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.One<long>(
                    "select coalesce((select max(id) from messages), 0) - (select indexed_to from messages_indexed)"
                ),
            cancel
        );
}
