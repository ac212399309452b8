using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Audit;
using Foyer.Server.Live;
using Foyer.Server.Settings;

namespace Foyer.Server.Moderation;

/// <summary>
/// Shuts the server down with notice: all users are notified, a timer runs, and then the server stops as it does on a signal,
/// which loses nothing. Until then, the shutdown can be aborted.
/// </summary>
public sealed class Shutdown(
    AuditLog auditLog,
    Hub hub,
    IHostApplicationLifetime lifetime,
    FoyerSettings settings,
    TimeProvider time
)
{
    public const int MaxSeconds = 3600;

    private static readonly int[] Reminders = [600, 300, 60, 30, 10, 5, 4, 3, 2, 1];

    private readonly Lock gate = new();
    private CancellationTokenSource? counting;

    /// <summary>When the server stops; null while it does not mean to.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>Begins to count down, anew when a countdown runs already. Answers the seconds.</summary>
    public Task<Outcome<int>> BeginAsync(Actor by, int? seconds, CancellationToken cancel)
    {
        var left = seconds ?? settings.Shutdown.Seconds;
        return auditLog.RunAsync<int>(
            new AuditAction(by, "kill", null, $"{left.ToString(CultureInfo.InvariantCulture)} s"),
            write =>
            {
                if (Permissions.Check(write, by, ServerRole.Owner) is { } refusal)
                    return refusal;
                write.After(() => Begin(left));
                return left;
            },
            cancel
        );
    }

    public Task<Outcome<Done>> AbortAsync(Actor by, CancellationToken cancel) =>
        auditLog.RunAsync<Done>(
            new AuditAction(by, "kill", null, "abort"),
            write =>
            {
                if (Permissions.Check(write, by, ServerRole.Owner) is { } refusal)
                    return refusal;
                if (!Stop())
                    return Refusal.Conflict("no_shutdown", "No shutdown is under way.");
                write.After(() => Tell("The shutdown was called off.", null));
                return new Done();
            },
            cancel
        );

    private void Begin(int seconds)
    {
        var source = new CancellationTokenSource();
        lock (gate)
        {
            counting?.Cancel();
            counting = source;
            EndsAt = time.GetUtcNow().AddSeconds(seconds);
        }
        _ = CountAsync(seconds, source.Token);
    }

    private bool Stop()
    {
        lock (gate)
        {
            var running = counting;
            counting = null;
            EndsAt = null;
            running?.Cancel();
            return running is not null;
        }
    }

    private async Task CountAsync(int left, CancellationToken cancel)
    {
        try
        {
            while (left > 0)
            {
                Tell($"The server shuts down in {left.ToString(CultureInfo.InvariantCulture)} s.", left);
                var next = Reminders.FirstOrDefault(reminder => reminder < left);
                await Task.Delay(TimeSpan.FromSeconds(left - next), time, cancel);
                left = next;
            }
            lifetime.StopApplication();
        }
        catch (OperationCanceledException)
        {
            // Called off, or begun anew.
        }
    }

    private void Tell(string text, int? seconds) =>
        hub.BroadcastToAll(
            Frames.Event(
                "server_notice",
                time.GetUtcNow(),
                json =>
                {
                    json.WriteString("text"u8, text);
                    if (seconds is { } left)
                        json.WriteNumber("seconds"u8, left);
                    else
                        json.WriteNull("seconds"u8);
                }
            )
        );
}
