using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Notifications;

/// <summary>
/// Unsubscribes from one category of e-mails by the link in each of them. The link needs no sign-in and never expires, since an
/// e-mail may be read years later. It allows nothing else.
/// </summary>
/// <param name="key">A secret outside the database.</param>
public sealed class Unsubscriptions(Writer writer, FoyerSettings settings, byte[] key)
{
    private static readonly Refusal Unknown = Refusal.Invalid("key", "This link is not one of ours.");

    public string CreateLink(long user, string category) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{settings.PublicUrl}/unsubscribe?user={user}&about={category}&key={Sign(user, category)}"
        );

    /// <summary>Returns true when the server issued this link to that user.</summary>
    /// <param name="category">Null in the links of older versions, which unsubscribe from both categories.</param>
    public bool IsValid(long user, string? category, string? given) =>
        given is not null
        && category is null or MailCategory.Events or MailCategory.Missed
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(given),
            Encoding.UTF8.GetBytes(Sign(user, category))
        );

    public Task<Outcome<Done>> UnsubscribeAsync(long user, string? category, string? given, CancellationToken cancel) =>
        IsValid(user, category, given)
            ? writer.WriteAsync<Done>(
                write =>
                {
                    if (category is null or MailCategory.Events)
                        Account.StopEventMails(write, user);
                    if (category is null or MailCategory.Missed)
                        Account.StopMissedMails(write, user);
                    return new Done();
                },
                cancel
            )
            : Task.FromResult<Outcome<Done>>(Unknown);

    private string Sign(long user, string? category)
    {
        var signed = user.ToString(CultureInfo.InvariantCulture) + (category is null ? "" : $" {category}");
        return Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed)));
    }
}

/// <summary>Categories of e-mail that users can unsubscribe from, as named in the links.</summary>
public static class MailCategory
{
    public const string Events = "events";
    public const string Missed = "missed";
}
