namespace Foyer.Server.Storage;

/// <summary>
/// What is done again and again. A round that fails is logged, counted, and the next one tries again: a full disk or
/// a want of descriptors must not end the server.
/// </summary>
/// <param name="atOnce">The first round begins with the server, not one pause later.</param>
public abstract partial class PeriodicJob(
    TimeSpan pause,
    WorkItems items,
    TimeProvider time,
    ILogger log,
    bool atOnce = false
) : BackgroundService
{
    protected TimeProvider Time => time;

    /// <summary>Attempts what a round finds to do, each item by itself.</summary>
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
            // The server stops, and what the round needs may be gone already.
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
