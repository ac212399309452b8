using Foyer.Protocol;
using Foyer.Server.Mail;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>
/// Creates the links that confirm an e-mail address, and sends them by mail. <see cref="EmailConfirmations"/> accepts them.
/// </summary>
public sealed partial class ConfirmationLinks(
    Writer writer,
    PasswordVerification check,
    MailQueue mailQueue,
    FoyerSettings settings,
    TimeProvider time,
    ILogger<ConfirmationLinks> log
)
{
    internal const long Lifetime = 24 * Instants.Hour;

    private readonly KeyedRateLimiter perAddress = new(
        settings.Limits.MailsPerHourPerAddress,
        TimeSpan.FromHours(1),
        time
    );

    /// <summary>True when links are sent by e-mail; false when they are shown to the user instead.</summary>
    public bool IsMailed => mailQueue.IsEnabled;

    /// <summary>A step: requests confirmation of the account. Returns the link to show when mail is off, else null.</summary>
    public string? SendConfirmation(Write write, Account account)
    {
        var link = NewLink(write, account);
        Mail(write, account, link);
        return mailQueue.IsEnabled ? null : link;
    }

    /// <summary>A step: requests confirmation of a new address; until then the old one stays in use.</summary>
    public Outcome<ConfirmationLink> SendChangeConfirmation(Write write, Account account, string email)
    {
        var link = LinkOf(EmailTokens.Create(write, account.Id, EmailTokens.Email, Lifetime, email));
        if (
            mailQueue.Enqueue(write, email, "email", Lifetime, ("username", account.Username), ("link", link)) is
            { } over
        )
            return over;
        return new ConfirmationLink(mailQueue.IsEnabled ? null : link);
    }

    /// <summary>
    /// Sends another link, without revealing whether there was anything to send. With the correct password, and when mail is off,
    /// it returns the link itself.
    /// </summary>
    public async Task<Outcome<ConfirmationLink>> ResendAsync(Fields fields, Device device, CancellationToken cancel)
    {
        var login = fields.Text("login", EmailAddresses.MaxLength);
        var password = fields.Has("password") ? fields.Secret("password", Passwords.MaxLength) : null;
        if (fields.Refusal is { } wrong)
            return wrong;
        if (!device.IsLoopback && perAddress.TryTake(device.Network) is { } refusal)
            return refusal;
        if (mailQueue.IsEnabled)
            // Not awaited, so that the response time reveals nothing either.
            _ = MailAsync(login);
        else if (password is not null)
            return await ShowAsync(login, password, device, cancel);
        return new ConfirmationLink(null);
    }

    // Earlier links stay valid: anyone may request another one, and the owner may use the first.
    private string NewLink(Write write, Account account) =>
        LinkOf(EmailTokens.MakeBeside(write, account.Id, EmailTokens.Confirm, Lifetime));

    private Refusal? Mail(Write write, Account account, string link) =>
        mailQueue.Enqueue(write, account.Email, "confirm", Lifetime, ("username", account.Username), ("link", link));

    private string LinkOf(string secret) => $"{settings.PublicUrl}/confirm?hash={secret}";

    private async Task MailAsync(string login)
    {
        try
        {
            await writer.WriteAsync<Done>(write =>
            {
                if (Account.ByLogin(write, login) is not { IsVerified: false } account)
                    return new Done();
                // Over the mailbox's budget the link that was sent before stays good.
                if (Mail(write, account, NewLink(write, account)) is not { } over)
                    return new Done();
                LogOverBudget(account.Id);
                return over;
            });
        }
        catch (Exception fault)
        {
            LogNotAsked(fault);
        }
    }

    private async Task<Outcome<ConfirmationLink>> ShowAsync(
        string login,
        string password,
        Device device,
        CancellationToken cancel
    )
    {
        if ((await check.VerifyAsync(login, password, device, cancel)).Refused(out var refusal, out var account))
            return refusal.Status == 429 ? refusal : new ConfirmationLink(null);
        if (account.IsVerified)
            return new ConfirmationLink(null);
        return await writer.WriteAsync<ConfirmationLink>(
            write => new ConfirmationLink(SendConfirmation(write, account)),
            cancel
        );
    }

    [LoggerMessage(
        LogLevel.Information,
        "User {User} was sent no further link to confirm an address: the mailbox has had its e-mails of this hour."
    )]
    private partial void LogOverBudget(long user);

    [LoggerMessage(LogLevel.Error, "A confirmation could not be sent again.")]
    private partial void LogNotAsked(Exception fault);
}

/// <summary>The link to show, or null when it was sent by mail or there is none.</summary>
public sealed record ConfirmationLink(string? ConfirmationUrl);
