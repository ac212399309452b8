using System.Threading.Channels;
using Foyer.Protocol;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>
/// Lets the full-text index follow the messages, half a second after one came. It works in small pieces when the writer has
/// nothing else to do, or when so much waits that scanning it would slow searches down. Where nobody talks it sleeps.
/// </summary>
public sealed partial class Indexing : BackgroundService
{
    private const int Piece = 500;
    private const int Backlog = 20_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Database database;
    private readonly Writer writer;
    private readonly ILogger<Indexing> log;

    // Holds one at most: whatever comes before it is taken is indexed together.
    private readonly Channel<Done> news = Channel.CreateBounded<Done>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public Indexing(Hub hub, Database database, Writer writer, ILogger<Indexing> log)
    {
        this.database = database;
        this.writer = writer;
        this.log = log;
        hub.Published += _ => Note();
        // The last run of the server may have left something.
        Note();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in news.Reader.ReadAllAsync(stoppingToken))
        {
            await Task.Delay(Pause, stoppingToken);
            if (!await TryAsync(stoppingToken))
                Note();
        }
    }

    private void Note() => news.Writer.TryWrite(new Done());

    private async Task<bool> TryAsync(CancellationToken cancel)
    {
        try
        {
            return await FollowAsync(cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            LogFailed(fault);
            return false;
        }
    }

    /// <summary>False when something is left for later.</summary>
    private async Task<bool> FollowAsync(CancellationToken cancel)
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

    [LoggerMessage(LogLevel.Error, "The full-text index could not follow the messages; it is tried again.")]
    private partial void LogFailed(Exception fault);
}
