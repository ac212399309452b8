using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Mail;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Notifications;

/// <summary>
/// One mail about all that somebody missed, some minutes after it came, to those who are not here and not in their quiet
/// hours; each entry of the inbox is in one mail at most (S000-49).
/// </summary>
public sealed partial class MissedMail(
    Database database,
    Writer writer,
    Outbox outbox,
    Hub hub,
    Unsubscribing unsubscribing,
    FoyerSettings settings,
    TimeProvider time,
    ILogger<MissedMail> log
) : BackgroundService
{
    private const int People = 200;
    private const int MostLines = 20;
    private const long Lifetime = Clock.Day;

    // What is older is no news, as after a long standstill.
    private const long Oldest = 3 * Clock.Day;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);

    private readonly Allowance perMailbox = new(settings.Limits.MailsPerHour, TimeSpan.FromHours(1), time);

    public async Task SendDueAsync(CancellationToken cancel)
    {
        for (long after = 0; ; )
        {
            var from = after;
            var people = await database.ReadAsync(
                db => MissedEntry.People(db, Before(time.Now()), time.Now() - Oldest, time.Now(), from, People),
                cancel
            );
            foreach (var (id, quiet) in people)
                if (!hub.Presence.IsOnline(id) && !quiet.Cover(time.GetUtcNow()))
                    await writer.WriteAsync(write => Send(write, id), cancel);
            if (people.Count < People)
                return;
            after = people[^1].Id;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!outbox.IsOpen || settings.Mail.MissedMinutes == 0)
            return;
        using var timer = new PeriodicTimer(Round, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await SendDueAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFailed(fault);
            }
    }

    private Outcome<Done> Send(Write write, long user)
    {
        var entries = MissedEntry.Of(write, user, Before(write.Now), write.Now - Oldest, write.Now);
        var account = Account.ById(write, user);
        if (account is null || entries.Count == 0 || perMailbox.Take(account.Email) is not null)
            return new Done();
        write.Execute(
            $"update notifications set mailed_at = @Now where id in {write.Database.Listed("bigint")}",
            new { write.Now, rows = Database.Values(entries.Select(entry => entry.Id)) }
        );
        outbox.PutStoppable(
            write,
            account.Email,
            "missed",
            Lifetime,
            unsubscribing.LinkOf(account.Id),
            ("headline", entries.Count == 1 ? entries[0].Line : Missed(entries.Count)),
            ("username", account.Username),
            ("lines", Lines(entries)),
            ("link", $"{settings.PublicUrl}/notifications")
        );
        return new Done();
    }

    private long Before(long now) => now - settings.Mail.MissedMinutes * Clock.Minute;

    private static string Missed(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"You missed {count} things");

    private static string Lines(List<MissedEntry> entries)
    {
        var lines = entries.GroupBy(entry => entry.Line).Select(same => Repeated(same.Key, same.Count())).ToList();
        return lines.Count <= MostLines ? string.Join("\n", lines) : string.Join("\n", lines.Take(MostLines)) + "\n…";
    }

    private static string Repeated(string line, int times) =>
        times == 1 ? line : string.Create(CultureInfo.InvariantCulture, $"{line} ({times} times)");

    [LoggerMessage(LogLevel.Error, "Mails about what was missed could not be made; it is tried again.")]
    private partial void LogFailed(Exception fault);
}
