using System.Security.Cryptography;
using Foyer.Protocol;
using Foyer.Server.Mail;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>A link to a new password for whoever forgot the old one (S000-106, S000-111): by mail, or shown to an admin.</summary>
public sealed partial class PasswordReset(
    Database database,
    Writer writer,
    Outbox outbox,
    FoyerSettings settings,
    TimeProvider time,
    ILogger<PasswordReset> log
)
{
    private const long Lifetime = Clock.Hour;
    private const int LatestMilliseconds = 300;

    private readonly Allowance perAddress = new(settings.Limits.MailsPerHourPerAddress, TimeSpan.FromHours(1), time);

    /// <summary>Sends a link to the address if somebody has it; the answer and its time are the same for all.</summary>
    public Outcome<Done> Ask(Fields fields, Device device)
    {
        var email = MailAddresses.Read(fields);
        if (fields.Refusal is { } wrong)
            return wrong;
        if (!device.IsLoopback && perAddress.Take(device.Network) is { } refusal)
            return refusal;
        if (outbox.IsOpen)
            _ = MailAsync(email);
        return new Done();
    }

    /// <summary>A step: the link itself, for whoever passes it on.</summary>
    public string MakeLink(Write write, Account account) =>
        $"{settings.PublicUrl}/password-save?hash={Links.Make(write, account.Id, Links.Reset, Lifetime)}";

    /// <summary>Whether a link still leads to a new password; it is not used up.</summary>
    public async Task<bool> IsOpenAsync(string secret, CancellationToken cancel) =>
        await database.ReadAsync(db => Links.Find(db, secret, time.Now(), Links.Reset), cancel) is not null;

    private async Task MailAsync(string email)
    {
        try
        {
            // At a moment of its own: work that begins with the answer is felt in the answer's time, and only a known address makes any.
            await Task.Delay(RandomNumberGenerator.GetInt32(LatestMilliseconds));
            await writer.WriteAsync<Done>(write =>
            {
                if (Account.ByEmail(write, email) is not { } account)
                    return new Done();
                var link = MakeLink(write, account);
                var over = outbox.Put(
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
