using Foyer.Protocol;
using Foyer.Server.Mail;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Confirms the ownership of an e-mail address by a link that works once and is valid for 24 hours.</summary>
public sealed partial class EmailConfirmations(
    Database database,
    Writer writer,
    PasswordVerification check,
    Sessions sessions,
    MailQueue mailQueue,
    EmailUndos undos,
    FoyerSettings settings,
    TimeProvider time,
    ILogger<EmailConfirmations> log
)
{
    private const long Lifetime = 24 * Instants.Hour;
    private const int LongestHash = 64;

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

    /// <summary>Returns the effect that opening the link would have, without changing anything.</summary>
    public Task<ConfirmationStep> InspectAsync(string hash, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
            {
                var now = time.Now();
                return EmailTokens.Find(db, hash, now, EmailTokens.Confirm, EmailTokens.Email) is { } link
                    ? link.Email is null
                        ? ConfirmationStep.NewAccount
                        : ConfirmationStep.NewAddress
                    : EmailTokens.HasConfirmed(db, hash, now)
                        ? ConfirmationStep.Confirmed
                        : ConfirmationStep.Unknown;
            },
            cancel
        );

    /// <summary>Confirms, and never signs in.</summary>
    public async Task<Outcome<Done>> ConfirmAsync(Fields fields, CancellationToken cancel)
    {
        var hash = fields.Text("hash", LongestHash);
        if (fields.Refusal is { } wrong)
            return wrong;
        return (await writer.WriteAsync(write => Confirm(write, hash), cancel)).Refused(out var refusal)
            ? refusal
            : new Done();
    }

    /// <summary>
    /// Confirms in a browser: the browser that registered is signed in, unless an admin has to approve the account first.
    /// </summary>
    /// <param name="registration">The token that the browser received when it registered.</param>
    public Task<Outcome<ConfirmationResult>> ConfirmAsync(
        string hash,
        string? registration,
        Device device,
        CancellationToken cancel
    ) =>
        writer.WriteAsync<ConfirmationResult>(
            write =>
                Confirm(write, hash).Refused(out var refusal, out var link)
                    ? refusal
                    : new ConfirmationResult(registration is null ? null : Open(write, link, registration, device)),
            cancel
        );

    /// <summary>Returns a token that signs in the browser that registered, once the account is confirmed.</summary>
    public async Task<string?> RememberBrowserAsync(long user, CancellationToken cancel) =>
        (
            await writer.WriteAsync<string>(
                write => EmailTokens.Create(write, user, EmailTokens.Registration, Lifetime),
                cancel
            )
        ).Refused(out _, out var secret)
            ? null
            : secret;

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

    private Outcome<ConsumedEmailToken> Confirm(Write write, string hash)
    {
        if (EmailTokens.Consume(write, hash, EmailTokens.Confirm, EmailTokens.Email) is not { } link)
            return Refusal.Invalid("hash", "This link is unknown, was used already, or is too old.");
        if (link.Email is { } email)
            return Change(write, Account.ById(write, link.UserId)!, email) is { } refusal ? refusal : link;
        write.Execute(
            "update users set verified_at = @Now where id = @UserId and verified_at is null",
            new { link.UserId, write.Now }
        );
        return link;
    }

    private SignInResult? Open(Write write, ConsumedEmailToken link, string registration, Device device)
    {
        if (
            link.Email is not null
            || EmailTokens.Find(write, registration, write.Now, EmailTokens.Registration)?.UserId != link.UserId
            || Account.ById(write, link.UserId) is not { } account
            || SignIn.CheckSignInAllowed(write, account, settings) is not null
        )
            return null;
        EmailTokens.Consume(write, registration, EmailTokens.Registration);
        return sessions.Open(write, account, device, remember: false);
    }

    private Refusal? Change(Write write, Account account, string email)
    {
        if (Account.EmailIsTaken(write, email, except: account.Id))
            return Refusal.Invalid("hash", "This e-mail address is in use by another account by now.", "unique");
        write.Execute(
            "update users set email = @email, email_key = @key, verified_at = @Now where id = @Id",
            new
            {
                email,
                key = EmailAddresses.Key(email),
                account.Id,
                write.Now,
            }
        );
        // A password reset link that was sent to the old mailbox must not outlive the change.
        EmailTokens.Revoke(write, account.Id, EmailTokens.Reset);
        undos.Offer(write, account);
        return null;
    }

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

/// <summary>The result of confirming by a link in a browser.</summary>
/// <param name="Session">The new session of the browser that registered; null for any other browser.</param>
public sealed record ConfirmationResult(SignInResult? Session);

public enum ConfirmationStep
{
    Unknown,
    NewAccount,
    NewAddress,

    /// <summary>The link was used, and its account is confirmed.</summary>
    Confirmed,
}
