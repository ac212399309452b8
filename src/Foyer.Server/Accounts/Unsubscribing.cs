using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>
/// Saying no to mails about events and about what one missed by the link that each of them carries: without signing in, and without an end, since a mail
/// may be read after years. The link can do nothing else.
/// </summary>
/// <param name="key">A secret outside the database.</param>
public sealed class Unsubscribing(Writer writer, FoyerSettings settings, byte[] key)
{
    private static readonly Refusal Unknown = Refusal.Invalid("key", "This link is not one of ours.");

    public string LinkOf(long user) =>
        string.Create(CultureInfo.InvariantCulture, $"{settings.PublicUrl}/unsubscribe?user={user}&key={Sign(user)}");

    /// <summary>Whether the link is one that we gave to that person.</summary>
    public bool Knows(long user, string? given) =>
        given is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(Sign(user)));

    public Task<Outcome<Done>> StopAsync(long user, string? given, CancellationToken cancel) =>
        Knows(user, given)
            ? writer.WriteAsync<Done>(
                write =>
                {
                    write.Execute("update users set event_mails = 0, mail_missed = 0 where id = @user", new { user });
                    return new Done();
                },
                cancel
            )
            : Task.FromResult<Outcome<Done>>(Unknown);

    private string Sign(long user) =>
        Base64Url.EncodeToString(
            HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(user.ToString(CultureInfo.InvariantCulture)))
        );
}
