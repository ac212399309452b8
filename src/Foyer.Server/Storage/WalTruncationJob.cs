namespace Foyer.Server.Storage;

/// <summary>
/// Removes the text of deleted messages from the database's write-ahead log once a day. No interface shows it after the deletion;
/// this removes it from the disk.
/// </summary>
public sealed class WalTruncationJob(
    Database database,
    WorkItems items,
    TimeProvider time,
    ILogger<WalTruncationJob> log
) : PeriodicJob(TimeSpan.FromHours(24), items, time, log)
{
    protected override Task RunAsync(CancellationToken cancel)
    {
        database.TidyLog();
        return Task.CompletedTask;
    }
}
