namespace Foyer.Server.Storage.Sqlite;

/// <summary>
/// Brings what the write-ahead log holds into the database file, beside the writer, so that nobody who writes waits for it. The
/// last few pages the writer brings itself: only when all is brought over does the log begin anew.
/// </summary>
/// <param name="open">Opens a connection for it.</param>
internal sealed class Checkpoints(Func<CachingConnection> open)
{
    // Of 4 kB each: a page that was written many times meanwhile is brought over once.
    private const int Due = 8000;

    // The second brings what was written during the first.
    private const int Passes = 2;

    private const string Pass = "pragma wal_checkpoint(PASSIVE)";

    private readonly Lock gate = new();
    private int written;
    private Task? beside;

    /// <summary>On the writer's thread, after a commit.</summary>
    public void Committed(CachingConnection writer)
    {
        written += writer.TakePagesWritten();
        if (beside is { IsCompleted: true })
        {
            beside = null;
            written = 0;
            Statement.Get(writer, Pass).Run();
        }
        else if (beside is null && written >= Due)
            beside = Task.Run(Bring);
    }

    /// <summary>Brings all and empties the log, as far as nobody reads from it.</summary>
    public void Empty()
    {
        using var connection = open();
        // Two at once would get in each other's way.
        lock (gate)
            Statement.Get(connection, "pragma wal_checkpoint(TRUNCATE)").Run();
    }

    // Where it fails the writer brings all.
    private void Bring()
    {
        using var connection = open();
        lock (gate)
            for (var pass = 0; pass < Passes; pass++)
                Statement.Get(connection, Pass).Run();
    }
}
