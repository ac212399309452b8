using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>
/// Removes the text of deleted messages from the database's write-ahead log once a day. No interface has shown it since the
/// deletion; this is about the disk.
/// </summary>
public sealed class Forgetting(Database database, WorkItems items, TimeProvider time, ILogger<Forgetting> log)
    : Round(TimeSpan.FromHours(24), items, time, log)
{
    protected override Task RunAsync(CancellationToken cancel)
    {
        database.TidyLog();
        return Task.CompletedTask;
    }
}
