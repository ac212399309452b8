using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Foyer.Server.Mail;

/// <summary>
/// Where mails wait. They are written in the transaction of their cause: what was not stored is not mailed, and what was
/// stored is mailed even if the process ends in between.
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

    /// <summary>False while what mails would say is shown on the page instead.</summary>
    public bool IsEnabled => settings.Mail.Enabled;

    /// <summary>
    /// A step: puts a mail in, if mail is on. Returns a refusal instead when the mailbox has had its budget of this hour; who
    /// passes it on undoes the write.
    /// </summary>
    /// <param name="lifetime">How long it makes sense to send it, microseconds.</param>
    public Refusal? Enqueue(
        Write write,
        string recipient,
        string template,
        long lifetime,
        params IReadOnlyList<(string Name, string Value)> values
    ) => EnqueueUnsubscribable(write, recipient, template, lifetime, null, values);

    /// <summary>The same for a mail that one may say no to.</summary>
    /// <param name="unsubscribe">Where: a page for a reader, a POST for a mail program (RFC 8058).</param>
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
    /// A step: puts in a mail that its recipient must get and that nothing repeats: a notice about the account's security, its
    /// approval, an event they booked that does not take place, an admin's test. It has a budget of its own, which only a flood
    /// uses up; over it, the mail is left out and its cause goes on.
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

    /// <summary>A step: what waits for somebody is not sent any more.</summary>
    public static void Withdraw(Write write, string recipient) =>
        write.Execute("delete from mails where recipient = @recipient and sent_at is null", new { recipient });

    /// <summary>The mail with what it says.</summary>
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
