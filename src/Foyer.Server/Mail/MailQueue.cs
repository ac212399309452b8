using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Foyer.Server.Mail;

/// <summary>
/// The queue of e-mails. An e-mail is stored in the transaction of its cause: if the cause is not stored, neither is the e-mail,
/// and a stored one is sent even if the process ends in between.
/// </summary>
public sealed partial class MailQueue(
    FoyerSettings settings,
    IDataProtectionProvider protection,
    MailboxKey keyOf,
    ILogger<MailQueue> log
)
{
    private readonly SemaphoreSlim broadcasts = new(0);
    private readonly MailboxLimiter budget = new(settings.Limits, keyOf);
    private readonly MailBody body = new(protection);

    /// <summary>False while the content of e-mails is shown on the page instead.</summary>
    public bool IsEnabled => settings.Mail.Enabled;

    /// <summary>
    /// A step: queues an e-mail, if mail is on. Returns a refusal instead when the hourly limit of the mailbox is reached; a
    /// caller that returns it undoes the write.
    /// </summary>
    /// <param name="lifetime">How long the e-mail is worth sending, in microseconds.</param>
    public Refusal? Enqueue(
        Write write,
        string recipient,
        string template,
        long lifetime,
        params IReadOnlyList<(string Name, string Value)> values
    ) => EnqueueUnsubscribable(write, recipient, template, lifetime, null, values);

    /// <summary>Queues an e-mail with an unsubscribe link.</summary>
    /// <param name="unsubscribe">The link: a page for a reader, a POST for a mail program (RFC 8058).</param>
    public Refusal? EnqueueUnsubscribable(
        Write write,
        string recipient,
        string template,
        long lifetime,
        string? unsubscribe,
        params IReadOnlyList<(string Name, string Value)> values
    )
    {
        if (!IsEnabled)
            return null;
        var mailbox = budget.KeyOf(recipient);
        if (budget.Check(write, mailbox) is { } refusal)
            return refusal;
        Add(write, recipient, template, lifetime, unsubscribe, mailbox, values);
        return null;
    }

    /// <summary>
    /// A step: queues an e-mail that is required and not repeated: a notice about the account's security, its approval, the
    /// cancellation of a booked event, an admin's test. It has a higher limit of its own; above it, the e-mail is left out and
    /// the write goes on.
    /// </summary>
    public void EnqueueRequired(
        Write write,
        string recipient,
        string template,
        long lifetime,
        string? unsubscribe,
        params IReadOnlyList<(string Name, string Value)> values
    )
    {
        if (!IsEnabled)
            return;
        var mailbox = budget.VitalKeyOf(recipient);
        if (budget.CheckVital(write, mailbox) is null)
            Add(write, recipient, template, lifetime, unsubscribe, mailbox, values);
        else
            LogFlood(template);
    }

    /// <summary>A step: removes the unsent e-mails of a recipient.</summary>
    public static void Withdraw(Write write, string recipient) =>
        write.Execute("delete from mails where recipient = @recipient and sent_at is null", new { recipient });

    /// <summary>Returns the e-mail with its decrypted content.</summary>
    internal WaitingMail Open(WaitingMail mail) => body.Decrypt(mail);

    /// <summary>Returns when a mail was put in or the time is over.</summary>
    internal async Task WaitAsync(TimeSpan most, CancellationToken cancel)
    {
        await broadcasts.WaitAsync(most, cancel);
        while (broadcasts.Wait(0, CancellationToken.None)) { }
    }

    private void Add(
        Write write,
        string recipient,
        string template,
        long lifetime,
        string? unsubscribe,
        string mailbox,
        IReadOnlyList<(string Name, string Value)> values
    )
    {
        var content = MailTemplates.Write(
            template,
            [
                ("community", settings.Name),
                ("address", settings.PublicUrl ?? ""),
                ("unsubscribe", unsubscribe ?? ""),
                .. values,
            ]
        );
        write.Execute(
            """
            insert into mails (recipient, subject, text, html, body, link, mailbox, message_id, created_at, next_at, expires_at)
            values (@recipient, @Subject, '', '', @body, @link, @mailbox, @id, @Now, @Now, @until)
            """,
            new
            {
                recipient,
                content.Subject,
                body = body.Encrypt(content, unsubscribe),
                link = MailBody.LinkHash(values),
                mailbox,
                id = NewId(),
                write.Now,
                until = write.Now + lifetime,
            }
        );
        write.After(() => broadcasts.Release());
    }

    [LoggerMessage(
        LogLevel.Warning,
        "An e-mail {Template} was left out: its mailbox has had Foyer:Limits:VitalMailsPerHour of its kind within an hour."
    )]
    private partial void LogFlood(string template);

    private string NewId() => $"<{Guid.NewGuid():N}@{settings.Mail.FromAddress!.Split('@')[1]}>";
}
