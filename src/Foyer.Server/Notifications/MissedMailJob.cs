using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Mail;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Notifications;

/// <summary>
/// Sends one e-mail about all missed notifications, some minutes after the first, to users who are not online and not in their
/// quiet hours. Each entry of the inbox is in one e-mail at most.
/// </summary>
public sealed class MissedMailJob(
    Database database,
    WorkItems items,
    MailQueue mailQueue,
    Hub hub,
    Unsubscriptions unsubscribing,
    FoyerSettings settings,
    TimeProvider time,
    ILogger<MissedMailJob> log
) : PeriodicJob(TimeSpan.FromSeconds(30), items, time, log)
{
    private const int People = 200;
    private const int MostLines = 20;
    private const long Lifetime = Instants.Day;

    // Older entries are no longer news, for example after a long downtime.
    private const long Oldest = 3 * Instants.Day;

    public async Task SendDueAsync(CancellationToken cancel)
    {
        for (long after = 0; ; )
        {
            var from = after;
            var people = await database.ReadAsync(
                db =>
                    MissedNotification.ListUsers(db, Before(Time.Now()), Time.Now() - Oldest, Time.Now(), from, People),
                cancel
            );
            await Items.WriteEachAsync("missed notifications", people.Where(IsAway), Send, cancel);
            if (people.Count < People)
                return;
            after = people[^1];
        }
    }

    protected override Task RunAsync(CancellationToken cancel) =>
        mailQueue.IsEnabled && settings.Mail.MissedMinutes > 0 ? SendDueAsync(cancel) : Task.CompletedTask;

    private bool IsAway(long user) => !hub.Presence.IsOnline(user);

    private void Send(Write write, long user)
    {
        if (
            Account.ById(write, user) is not { } account
            || Quiet(account).Contains(new DateTimeOffset(Instants.ToInstant(write.Now)))
        )
            return;
        var entries = MissedNotification.List(write, user, Before(write.Now), write.Now - Oldest, write.Now);
        // Over the mailbox's budget they wait for a later round.
        if (entries.Count == 0 || Mail(write, account, entries) is not null)
            return;
        write.Execute(
            $"update notifications set mailed_at = @Now where id in {write.Database.Listed("bigint")}",
            new { write.Now, rows = Database.Values(entries.Select(entry => entry.Id)) }
        );
    }

    private Refusal? Mail(Write write, Account account, List<MissedNotification> entries) =>
        mailQueue.EnqueueUnsubscribable(
            write,
            account.Email,
            "missed",
            Lifetime,
            unsubscribing.CreateLink(account.Id, MailCategory.Missed),
            ("headline", entries.Count == 1 ? entries[0].Line : Missed(entries.Count)),
            ("username", account.Username),
            ("lines", Lines(entries)),
            ("link", $"{settings.PublicUrl}/notifications")
        );

    private static QuietHours Quiet(Account account) => new(account.QuietFrom, account.QuietTo, account.TimeZone);

    private long Before(long now) => now - settings.Mail.MissedMinutes * Instants.Minute;

    private static string Missed(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"You missed {count} things");

    private static string Lines(List<MissedNotification> entries)
    {
        var lines = entries.GroupBy(entry => entry.Line).Select(same => Repeated(same.Key, same.Count())).ToList();
        return lines.Count <= MostLines ? string.Join("\n", lines) : string.Join("\n", lines.Take(MostLines)) + "\n…";
    }

    private static string Repeated(string line, int times) =>
        times == 1 ? line : string.Create(CultureInfo.InvariantCulture, $"{line} ({times} times)");
}
