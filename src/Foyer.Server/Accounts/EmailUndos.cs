using Foyer.Protocol;
using Foyer.Server.Mail;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>
/// Undoes a change of e-mail address: the old mailbox gets a link that restores the previous address and password. The link
/// survives a new password, since an attacker who changed the address may set one. Meanwhile the old address is reserved.
/// </summary>
public sealed class EmailUndos(
    Database database,
    Writer writer,
    Sessions sessions,
    MailQueue mailQueue,
    FoyerSettings settings,
    TimeProvider time
)
{
    private const long Lifetime = 7 * Instants.Day;
    private const int LongestHash = 64;
    private static readonly Refusal Unknown = Refusal.Invalid(
        "hash",
        "This link is unknown, was used already, or is too old."
    );

    /// <summary>A step: stores the account's current address and password and mails the link to the current mailbox.</summary>
    public void Offer(Write write, Account before)
    {
        var secret = Secrets.Create();
        write.Execute(
            """
            insert into email_undos (hash, user_id, email, email_key, password, created_at, expires_at)
            values (@hash, @Id, @Email, @key, @Password, @Now, @until)
            """,
            new
            {
                hash = Secrets.Hash(secret),
                before.Id,
                before.Email,
                key = EmailAddresses.Key(before.Email),
                before.Password,
                write.Now,
                until = write.Now + Lifetime,
            }
        );
        mailQueue.EnqueueRequired(
            write,
            before.Email,
            "email-changed",
            Lifetime,
            null,
            ("username", before.Username),
            ("link", $"{settings.PublicUrl}/email-undo?hash={secret}")
        );
    }

    /// <summary>Returns the address that the link restores; null when it is unknown, used or expired.</summary>
    public Task<string?> FindAsync(string hash, CancellationToken cancel) =>
        database.ReadAsync(db => Find(db, hash, time.Now())?.Email, cancel);

    public async Task<Outcome<Done>> UndoAsync(Fields fields, CancellationToken cancel)
    {
        var hash = fields.Text("hash", LongestHash);
        return fields.Refusal is { } wrong ? wrong : await writer.WriteAsync(write => Undo(write, hash), cancel);
    }

    private Outcome<Done> Undo(Write write, string hash)
    {
        if (Find(write, hash, write.Now) is not { } undo)
            return Unknown;
        write.Execute(
            "update users set email = @Email, email_key = @EmailKey, password = @Password, verified_at = coalesce(verified_at, @Now) where id = @UserId",
            new
            {
                undo.Email,
                undo.EmailKey,
                undo.Password,
                write.Now,
                undo.UserId,
            }
        );
        // An attacker who changed the address may have added other means of access: later address changes, passkeys, a second
        // factor.
        write.Execute(
            "delete from email_undos where user_id = @UserId and created_at >= @CreatedAt",
            new { undo.UserId, undo.CreatedAt }
        );
        write.Execute(
            "delete from passkeys where user_id = @UserId and created_at >= @CreatedAt",
            new { undo.UserId, undo.CreatedAt }
        );
        if (
            write.Execute(
                "delete from two_factor where user_id = @UserId and coalesce(confirmed_at, @CreatedAt) >= @CreatedAt",
                new { undo.UserId, undo.CreatedAt }
            ) > 0
        )
            write.Execute("delete from recovery_codes where user_id = @UserId", new { undo.UserId });
        EmailTokens.RevokeAll(write, undo.UserId);
        sessions.EndAll(write, undo.UserId, SessionEndReason.SignedOut);
        return new Done();
    }

    private static UndoRow? Find(Queries db, string hash, long now) =>
        db.First<UndoRow>(
            """
            select user_id as UserId, email, email_key as EmailKey, password, created_at as CreatedAt
            from email_undos where hash = @hash and expires_at > @now
            """,
            new { hash = Secrets.Hash(hash), now }
        );

    private sealed record UndoRow(long UserId, string Email, string EmailKey, string Password, long CreatedAt);
}
