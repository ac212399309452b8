using System.Data.Common;
using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>
/// Once a day takes the last traces of deleted words out of the index and the database's log (C-21). No interface has shown
/// them since the deletion; this is about the disk.
/// </summary>
public sealed partial class Forgetting(Database database, Writer writer, TimeProvider time, ILogger<Forgetting> log)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(24);

    protected override async Task ExecuteAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(cancel))
            try
            {
                await ForgetAsync(cancel);
            }
            catch (DbException fault)
            {
                LogFailed(fault);
            }
    }

    private async Task ForgetAsync(CancellationToken cancel)
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

    [LoggerMessage(LogLevel.Error, "The traces of deleted words could not be taken away; the next night tries again.")]
    private partial void LogFailed(Exception fault);
}
