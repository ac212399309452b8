using System.Text.Json;
using System.Text.RegularExpressions;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Foyer.Server.Mail;

/// <summary>The content of a queued e-mail, encrypted with a key outside the database.</summary>
internal sealed partial class MailBody(IDataProtectionProvider protection)
{
    private sealed record Content(string Text, string Html, string? Unsubscribe);

    private readonly IDataProtector protector = protection.CreateProtector("mail");

    public string Encrypt(MailContent content, string? unsubscribe) =>
        protector.Protect(JsonSerializer.Serialize(new Content(content.Text, content.Html, unsubscribe)));

    /// <summary>Mails that an older version put in are not encrypted.</summary>
    public WaitingMail Decrypt(WaitingMail mail)
    {
        if (mail.Body is null)
            return mail;
        var content = JsonSerializer.Deserialize<Content>(protector.Unprotect(mail.Body))!;
        return mail with { Text = content.Text, Html = content.Html, Unsubscribe = content.Unsubscribe };
    }

    /// <summary>Returns the stored hash of the secret in the e-mail's link, or null without one.</summary>
    public static string? LinkHash(IEnumerable<(string Name, string Value)> values) =>
        values.Select(value => Secret().Match(value.Value)).FirstOrDefault(match => match.Success) is { } found
            ? Secrets.Hash(found.Groups[1].Value)
            : null;

    [GeneratedRegex(@"\?hash=([A-Za-z0-9_-]{22})\z")]
    private static partial Regex Secret();
}
