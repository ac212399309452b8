namespace Foyer.Server.Accounts;

/// <summary>Once a minute: what has run out ends, also where nobody asks.</summary>
internal sealed class Expiry(Sessions sessions, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await sessions.TidyAsync(stoppingToken);
    }
}
