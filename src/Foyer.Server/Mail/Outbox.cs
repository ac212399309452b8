using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Mail;

/// <summary>
/// Where mails wait. They are written in the transaction of their cause: what was not stored is not mailed, and what was
/// stored is mailed even if the process ends in between.
/// </summary>
public sealed class Outbox(FoyerSettings settings)
{
    private readonly SemaphoreSlim news = new(0);

    /// <summary>False while what mails would say is shown on the page instead.</summary>
    public bool IsOpen => settings.Mail.Enabled;

    /// <summary>A step: puts a mail in, if mail is on.</summary>
    /// <param name="lifetime">How long it makes sense to send it, microseconds.</param>
    public void Put(
        Write write,
        string recipient,
        string template,
        long lifetime,
        params IReadOnlyList<(string Name, string Value)> values
    ) => PutStoppable(write, recipient, template, lifetime, null, values);

    /// <summary>The same for a mail that one may say no to.</summary>
    /// <param name="unsubscribe">Where: a page for a reader, a POST for a mail program (RFC 8058).</param>
    public void PutStoppable(
        Write write,
        string recipient,
        string template,
        long lifetime,
        string? unsubscribe,
        params IReadOnlyList<(string Name, string Value)> values
    )
    {
        if (!IsOpen)
            return;
        var letter = Templates.Write(
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
            insert into mails (recipient, subject, text, html, message_id, created_at, next_at, expires_at, unsubscribe)
            values (@recipient, @Subject, @Text, @Html, @id, @Now, @Now, @until, @unsubscribe)
            """,
            new
            {
                recipient,
                letter.Subject,
                letter.Text,
                letter.Html,
                id = NewId(),
                write.Now,
                until = write.Now + lifetime,
                unsubscribe,
            }
        );
        write.After(() => news.Release());
    }

    /// <summary>A step: what waits for somebody is not sent any more.</summary>
    public static void Withdraw(Write write, string recipient) =>
        write.Execute("delete from mails where recipient = @recipient and sent_at is null", new { recipient });

    /// <summary>Returns when a mail was put in or the time is over.</summary>
    internal async Task WaitAsync(TimeSpan most, CancellationToken cancel)
    {
        await news.WaitAsync(most, cancel);
        while (news.Wait(0, CancellationToken.None)) { }
    }

    private string NewId() => $"<{Guid.NewGuid():N}@{settings.Mail.FromAddress!.Split('@')[1]}>";
}
