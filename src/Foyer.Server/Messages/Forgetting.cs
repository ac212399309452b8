using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>
/// Once a day takes the last traces of deleted words out of the index and the database's log (C-21). No interface has shown
/// them since the deletion; this is about the disk.
/// </summary>
public sealed class Forgetting(Database database, Writer writer, TimeProvider time, ILogger<Forgetting> log)
    : Round(TimeSpan.FromHours(24), time, log)
{
    protected override async Task RunAsync(CancellationToken cancel)
    {
        var tidied = await writer.WriteAsync<Done>(
            write =>
            {
                database.TidyText(write);
                return new Done();
            },
            cancel
        );
        if (!tidied.Refused(out _))
            database.TidyLog();
    }
}
