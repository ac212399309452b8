using System.Text;
using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using MimeKit;
using MimeKit.Text;

namespace Foyer.Server.Mail;

/// <summary>A waiting mail in the form in which it travels.</summary>
internal static class MimeMail
{
    // Including its delimiters, an encoded word may have 75 characters (RFC 2047).
    private const int LongestWord = 45;

    public static MimeMessage From(WaitingMail mail, MailSettings settings)
    {
        var message = new MimeMessage
        {
            Subject = Literal(mail.Subject),
            MessageId = mail.MessageId.Trim('<', '>'),
            Date = new DateTimeOffset(Instants.ToInstant(mail.CreatedAt)),
        };
        message.From.Add(new MailboxAddress(Encoding.UTF8, Literal(settings.FromName), Ascii(settings.FromAddress!)));
        message.To.Add(new MailboxAddress(Encoding.UTF8, null, Ascii(mail.Recipient)));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        if (mail.Unsubscribe is { } link)
        {
            message.Headers.Add(Unfolded("List-Unsubscribe", $"<{link}>"));
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        message.Body = new MultipartAlternative(Part(TextFormat.Plain, mail.Text), Part(TextFormat.Html, mail.Html));
        return message;
    }

    /// <summary>
    /// Encodes text that looks like an encoded word: the reader's program would decode it, so a title could forge a subject.
    /// </summary>
    internal static string Literal(string text)
    {
        if (!text.Contains("=?", StringComparison.Ordinal))
            return text;
        var words = new List<string>();
        var word = new StringBuilder();
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > LongestWord)
            {
                words.Add(Encoded(word));
                length = 0;
            }
            word.Append(rune);
            length += rune.Utf8SequenceLength;
        }
        words.Add(Encoded(word));
        return string.Join(' ', words);
    }

    private static string Encoded(StringBuilder word)
    {
        var bytes = Encoding.UTF8.GetBytes(word.ToString());
        word.Clear();
        return $"=?utf-8?b?{Convert.ToBase64String(bytes)}?=";
    }

    private static TextPart Part(TextFormat format, string text) =>
        new(format) { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };

    // A line break in the middle of the link would break it in programs that read the header by themselves.
    private static Header Unfolded(string name, string value)
    {
        var header = new Header(Encoding.ASCII, name, "");
        header.SetRawValue(Encoding.ASCII.GetBytes($" {value}\r\n"));
        return header;
    }

    private static string Ascii(string address)
    {
        var at = address.LastIndexOf('@');
        var host = HostNames.ToAscii(address[(at + 1)..]);
        return at > 0 && host is not null
            ? $"{address[..at]}@{host}"
            : throw new FormatException("No mail can be sent to this address.");
    }
}
