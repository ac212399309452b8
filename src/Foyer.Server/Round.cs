namespace Foyer.Server;

/// <summary>
/// What is done again and again. A round that fails is logged and the next one tries again: a full disk or a want of
/// descriptors must not end the server.
/// </summary>
public abstract partial class Round(TimeSpan pause, TimeProvider time, ILogger log) : BackgroundService
{
    protected TimeProvider Time => time;

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(fault, GetType().Name);
            }
    }

    protected abstract Task RunAsync(CancellationToken cancel);

    [LoggerMessage(LogLevel.Error, "A round of {Round} failed; the next one tries again.")]
    private partial void LogFailed(Exception fault, string round);
}
