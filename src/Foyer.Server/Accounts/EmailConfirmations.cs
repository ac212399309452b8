using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Confirms the ownership of an e-mail address by a link that works once and is valid for 24 hours.</summary>
public sealed class EmailConfirmations(
    Database database,
    Writer writer,
    Sessions sessions,
    EmailUndos undos,
    FoyerSettings settings,
    TimeProvider time
)
{
    private const int LongestHash = 64;

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
                write => EmailTokens.Create(write, user, EmailTokens.Registration, ConfirmationLinks.Lifetime),
                cancel
            )
        ).Refused(out _, out var secret)
            ? null
            : secret;

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
}

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
