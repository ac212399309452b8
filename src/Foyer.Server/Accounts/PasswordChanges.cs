using Foyer.Protocol;
using Foyer.Server.Mail;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>
/// Sets a new password, by a reset link or by the old password. Either way all other sessions and tokens end, since another
/// person may have known the old password.
/// </summary>
public sealed class PasswordChanges(
    Writer writer,
    Passwords passwords,
    PasswordVerification check,
    Sessions sessions,
    MailQueue mailQueue
)
{
    private const int LongestHash = 64;
    private static readonly Refusal WrongLink = Refusal.Invalid(
        "hash",
        "This link is unknown, was used already, or is too old."
    );

    public async Task<Outcome<Done>> SaveAsync(Fields fields, Caller? caller, Device device, CancellationToken cancel)
    {
        var hash = fields.Has("hash") ? fields.Text("hash", LongestHash) : null;
        var password = Passwords.Parse(fields);
        var current = hash is null ? fields.Secret("current_password", Passwords.MaxLength) : null;
        if (fields.Refusal is { } wrong)
            return wrong;
        return hash is not null
            ? await ByLinkAsync(hash, password, cancel)
            : await ByPasswordAsync(caller, current!, password, device, cancel);
    }

    private async Task<Outcome<Done>> ByLinkAsync(string hash, string password, CancellationToken cancel)
    {
        // Checked before the slow hash, so that guessing links costs the server little.
        if (
            (
                await writer.WriteAsync<bool>(
                    write => EmailTokens.Find(write, hash, write.Now, EmailTokens.Reset) is not null,
                    cancel
                )
            ).Refused(out var refusal, out var known)
        )
            return refusal;
        if (!known)
            return WrongLink;
        var hashed = await passwords.HashAsync(password, cancel);
        return await writer.WriteAsync<Done>(
            write =>
            {
                if (EmailTokens.Consume(write, hash, EmailTokens.Reset) is not { } link)
                    return WrongLink;
                // A user who can open the link has access to the mailbox, so the address is confirmed.
                write.Execute(
                    "update users set verified_at = coalesce(verified_at, @Now) where id = @UserId",
                    new { link.UserId, write.Now }
                );
                Store(write, Account.ById(write, link.UserId)!, hashed, keep: null);
                return new Done();
            },
            cancel
        );
    }

    private async Task<Outcome<Done>> ByPasswordAsync(
        Caller? caller,
        string current,
        string password,
        Device device,
        CancellationToken cancel
    )
    {
        if (caller is null)
            return Refusal.NotAuthenticated;
        if (caller.IsToken)
            return Refusal.PermissionDenied;
        if ((await check.VerifyAsync(caller, current, device, cancel)).Refused(out var refusal, out var account))
            return PasswordVerification.AsFieldError(refusal, "current_password");
        var hashed = await passwords.HashAsync(password, cancel);
        return await writer.WriteAsync<Done>(
            write =>
            {
                if (AccessCheck.Check(write, caller) is { } ended)
                    return ended;
                Store(write, account, hashed, keep: caller.Session);
                return new Done();
            },
            cancel
        );
    }

    private void Store(Write write, Account account, string hashed, string? keep)
    {
        write.Execute("update users set password = @hashed where id = @Id", new { hashed, account.Id });
        EmailTokens.RevokeAll(write, account.Id);
        sessions.EndAll(write, account.Id, SessionEndReason.SignedOut, except: keep);
        mailQueue.EnqueueRequired(
            write,
            account.Email,
            "password-changed",
            Instants.Day,
            null,
            ("username", account.Username)
        );
    }
}
