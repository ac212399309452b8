using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Audit;
using Foyer.Server.Mail;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>The outbox for those who run the house: how it stands, and a mail to see whether mails arrive at all.</summary>
public sealed class MailAdmin(
    MailQueries list,
    MailQueue mailQueue,
    AuditLog auditLog,
    FoyerSettings settings,
    TimeProvider time
)
{
    private const int TestsPerHour = 10;
    private static readonly Refusal Off = Refusal.Conflict(
        "mail_off",
        "This house sends no mail (Foyer:Mail:Enabled)."
    );

    private readonly KeyedRateLimiter tests = new(TestsPerHour, TimeSpan.FromHours(1), time);

    public async Task<Outcome<MailQueueState>> ReadAsync(
        Caller caller,
        long? before,
        int limit,
        CancellationToken cancel
    )
    {
        if (!caller.Role.IsAdmin())
            return Refusal.PermissionDenied;
        var lines = await list.ListAsync(before, limit, cancel);
        return new MailQueueState(mailQueue.IsEnabled, Way(settings.Mail), await list.CountAsync(cancel), lines);
    }

    /// <summary>Puts a mail to the asker's own address into the outbox.</summary>
    public async Task<Outcome<Done>> TestAsync(Caller caller, CancellationToken cancel)
    {
        if (!caller.Role.IsAdmin())
            return Refusal.PermissionDenied;
        if (!mailQueue.IsEnabled)
            return Off;
        if (tests.TryTake($"{caller.User}") is { } refusal)
            return refusal;
        return await auditLog.RunAsync<Done>(
            new AuditAction(new Actor(caller), "test_mail"),
            write =>
            {
                if (AccessCheck.Check(write, caller) is { } ended)
                    return ended;
                var account = Account.ById(write, caller.User)!;
                mailQueue.EnqueueRequired(
                    write,
                    account.Email,
                    "test",
                    Instants.Hour,
                    null,
                    ("username", account.Username)
                );
                return new Done();
            },
            cancel
        );
    }

    private static string Way(MailSettings mail) =>
        mail.Transport == MailTransport.Pickup
            ? $"files in {mail.PickupFolder}"
            : $"{mail.Host}:{mail.Port}, {Security(mail)}{(mail.User is null ? "" : ", signed in")}";

    private static string Security(MailSettings mail) =>
        mail.Security switch
        {
            MailSecurity.Tls => "TLS",
            MailSecurity.Starttls => "STARTTLS",
            _ => "not encrypted",
        };
}

/// <param name="Way">How mails leave, in words.</param>
public sealed record MailQueueState(bool Enabled, string Way, MailCounts Counts, IReadOnlyList<MailSummary> Mails);
