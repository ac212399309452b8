namespace Foyer.Server.Storage;

/// <summary>
/// A periodic background job. A failed run is logged and counted, and the next run tries again: a full disk or a lack of file
/// descriptors must not end the server.
/// </summary>
/// <param name="atOnce">The first run starts with the server, not one pause later.</param>
public abstract partial class PeriodicJob(
    TimeSpan pause,
    WorkItems items,
    TimeProvider time,
    ILogger log,
    bool atOnce = false
) : BackgroundService
{
    protected TimeProvider Time => time;

    /// <summary>Attempts the items that a run finds, each by itself.</summary>
    protected WorkItems Items => items;

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pause, time);
        if (atOnce)
            await TryAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryAsync(stoppingToken);
    }

    protected abstract Task RunAsync(CancellationToken cancel);

    private async Task TryAsync(CancellationToken cancel)
    {
        try
        {
            await RunAsync(cancel);
        }
        catch (Exception) when (cancel.IsCancellationRequested)
        {
            // The server stops, and services that the run needs may already be disposed.
        }
        catch (Exception fault)
        {
            LogFailed(fault, GetType().Name);
            await items.CountAsync("rounds", GetType().Name, fault);
        }
    }

    [LoggerMessage(LogLevel.Error, "A round of {Round} failed; the next one tries again.")]
    private partial void LogFailed(Exception fault, string round);
}
