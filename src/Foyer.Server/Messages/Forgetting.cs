using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>
/// Once a day takes the last traces of deleted words out of the index and the database's log (C-21). No interface has shown
/// them since the deletion; this is about the disk.
/// </summary>
public sealed class Forgetting(Database database, WorkItems items, TimeProvider time, ILogger<Forgetting> log)
    : Round(TimeSpan.FromHours(24), items, time, log)
{
    protected override async Task RunAsync(CancellationToken cancel)
    {
        await Items.TryAsync("deleted words", "index", () => Items.WriteAsync(database.TidyText, cancel), cancel);
        database.TidyLog();
    }
}
