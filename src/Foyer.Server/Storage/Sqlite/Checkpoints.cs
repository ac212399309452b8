namespace Foyer.Server.Storage.Sqlite;

/// <summary>
/// Copies the write-ahead log into the database file on another thread, so that no write waits for it. The writer copies the last
/// few pages itself: the log starts over only when everything has been copied.
/// </summary>
/// <param name="open">Opens a connection for it.</param>
internal sealed class Checkpoints(Func<CachingConnection> open)
{
    // Pages of 4 kB: a page that was written many times meanwhile is copied once.
    private const int Due = 8000;

    // The second pass copies what was written during the first.
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

    /// <summary>Copies everything and truncates the log, unless a reader still needs it.</summary>
    public void Empty()
    {
        using var connection = open();
        // Two concurrent checkpoints would block each other.
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
