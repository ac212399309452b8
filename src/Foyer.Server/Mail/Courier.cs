using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Mail;

/// <summary>Carries mails to the SMTP server, or as files into the pickup folder.</summary>
internal sealed class Courier(MailSettings settings)
{
    /// <summary>Returns when the server has taken it; throws <see cref="SmtpException"/> or <see cref="OperationCanceledException"/> when not.</summary>
    public async Task DeliverAsync(WaitingMail mail, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(settings.TimeoutSeconds));
        using var client = Connect();
        using var message = Message(mail);
        // By itself the client would wait for ever when the server has heard it all and does not answer.
        await client.SendMailAsync(message, patience.Token).WaitAsync(patience.Token);
    }

    private SmtpClient Connect()
    {
        if (settings.Transport == MailTransport.Pickup)
        {
            Directory.CreateDirectory(settings.PickupFolder);
            return new SmtpClient
            {
                DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory,
                PickupDirectoryLocation = Path.GetFullPath(settings.PickupFolder),
            };
        }
        return new SmtpClient(settings.Host, settings.Port)
        {
            EnableSsl = settings.Security == MailSecurity.Starttls,
            Credentials = settings.User is null ? null : new NetworkCredential(settings.User, settings.Password),
        };
    }

    private MailMessage Message(WaitingMail mail)
    {
        var message = new MailMessage
        {
            From = new MailAddress(settings.FromAddress!, settings.FromName, Encoding.UTF8),
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.To.Add(new MailAddress(Ascii(mail.Recipient)));
        message.Headers["Message-ID"] = mail.MessageId;
        message.Headers["Date"] = Clock
            .ToInstant(mail.CreatedAt)
            .ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);
        message.Headers["Auto-Submitted"] = "auto-generated";
        if (mail.Unsubscribe is { } link)
        {
            message.Headers["List-Unsubscribe"] = $"<{link}>";
            message.Headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
        }
        message.AlternateViews.Add(
            AlternateView.CreateAlternateViewFromString(mail.Text, Encoding.UTF8, MediaTypeNames.Text.Plain)
        );
        message.AlternateViews.Add(
            AlternateView.CreateAlternateViewFromString(mail.Html, Encoding.UTF8, MediaTypeNames.Text.Html)
        );
        return message;
    }

    /// <summary>A host of another script goes by its ASCII name, which every server understands.</summary>
    private static string Ascii(string address)
    {
        var at = address.LastIndexOf('@');
        return address[..(at + 1)] + new IdnMapping().GetAscii(address[(at + 1)..]);
    }
}
