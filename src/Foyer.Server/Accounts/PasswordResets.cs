using System.Security.Cryptography;
using Foyer.Protocol;
using Foyer.Server.Mail;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Password reset links: sent by mail, or shown to an admin.</summary>
public sealed partial class PasswordResets(
    Database database,
    Writer writer,
    MailQueue mailQueue,
    FoyerSettings settings,
    TimeProvider time,
    ILogger<PasswordResets> log
)
{
    private const long Lifetime = Instants.Hour;
    private const int LatestMilliseconds = 300;

    private readonly KeyedRateLimiter perAddress = new(
        settings.Limits.MailsPerHourPerAddress,
        TimeSpan.FromHours(1),
        time
    );

    /// <summary>Sends a link if an account has the address; the response and its timing are the same for any address.</summary>
    public Outcome<Done> SendLink(Fields fields, Device device)
    {
        var email = EmailAddresses.Parse(fields);
        if (fields.Refusal is { } wrong)
            return wrong;
        if (!device.IsLoopback && perAddress.TryTake(device.Network) is { } refusal)
            return refusal;
        if (mailQueue.IsEnabled)
            _ = MailAsync(email);
        return new Done();
    }

    /// <summary>A step: creates a link for an admin to pass on.</summary>
    public string CreateLink(Write write, Account account) =>
        $"{settings.PublicUrl}/password-save?hash={EmailTokens.Create(write, account.Id, EmailTokens.Reset, Lifetime)}";

    /// <summary>Returns true while the link is valid; does not consume it.</summary>
    public async Task<bool> IsValidAsync(string secret, CancellationToken cancel) =>
        await database.ReadAsync(db => EmailTokens.Find(db, secret, time.Now(), EmailTokens.Reset), cancel) is not null;

    private async Task MailAsync(string email)
    {
        try
        {
            // A random delay: work that starts with the response affects its timing, and only a known address causes any.
            await Task.Delay(RandomNumberGenerator.GetInt32(LatestMilliseconds));
            await writer.WriteAsync<Done>(write =>
            {
                if (Account.ByEmail(write, email) is not { } account)
                    return new Done();
                var link = CreateLink(write, account);
                var over = mailQueue.Enqueue(
                    write,
                    account.Email,
                    "reset",
                    Lifetime,
                    ("username", account.Username),
                    ("link", link)
                );
                // Over the mailbox's budget the link that was sent before stays good.
                if (over is not null)
                    LogOverBudget(account.Id);
                return over is null ? new Done() : over;
            });
        }
        catch (Exception fault)
        {
            LogNotSent(fault);
        }
    }

    [LoggerMessage(
        LogLevel.Information,
        "User {User} was sent no further link to a new password: the mailbox has had its e-mails of this hour."
    )]
    private partial void LogOverBudget(long user);

    [LoggerMessage(LogLevel.Error, "A link to a new password could not be sent.")]
    private partial void LogNotSent(Exception fault);
}
