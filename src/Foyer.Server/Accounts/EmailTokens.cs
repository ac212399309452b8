using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Steps on the tokens in mailed links: 16 random bytes, of which only the SHA-256 is stored; each works once.</summary>
public static class EmailTokens
{
    public const string Confirm = "confirm";
    public const string Reset = "reset";
    public const string Email = "email";

    /// <summary>The purpose of a token that is stored by the browser that registered, not sent to a mailbox.</summary>
    public const string Registration = "registration";

    // The oldest unused links beyond this number are removed, so that repeated requests do not fill the table.
    private const int MostBeside = 5;

    /// <summary>Creates a token. Earlier tokens of the user for the same purpose are revoked.</summary>
    /// <param name="email">The new address that the link confirms.</param>
    public static string Create(Write write, long user, string purpose, long lifetime, string? email = null)
    {
        Revoke(write, user, purpose);
        return Insert(write, user, purpose, lifetime, email);
    }

    /// <summary>Creates a token. The last few tokens of the user for the same purpose stay valid until they expire.</summary>
    public static string MakeBeside(Write write, long user, string purpose, long lifetime)
    {
        var secret = Insert(write, user, purpose, lifetime, email: null);
        write.Execute(
            """
            delete from links where user_id = @user and purpose = @purpose and used_at is null and hash not in (
                select hash from links where user_id = @user and purpose = @purpose and used_at is null
                order by expires_at desc limit @MostBeside
            )
            """,
            new
            {
                user,
                purpose,
                MostBeside,
            }
        );
        return secret;
    }

    public static void Revoke(Write write, long user, string purpose) =>
        write.Execute("delete from links where user_id = @user and purpose = @purpose", new { user, purpose });

    /// <summary>Every link that could still be used, whatever it is for.</summary>
    public static void RevokeAll(Write write, long user) =>
        write.Execute("delete from links where user_id = @user and used_at is null", new { user });

    /// <summary>Consumes the token and returns its user and purpose; null when it is unknown, used or expired.</summary>
    public static ConsumedEmailToken? Consume(Write write, string secret, params IReadOnlyList<string> purposes) =>
        write.First<ConsumedEmailToken>(
            """
            update links set used_at = @Now
            where hash = @hash and purpose in @purposes and expires_at > @Now and used_at is null
            returning user_id as UserId, purpose, email
            """,
            new
            {
                hash = Secrets.Hash(secret),
                purposes,
                write.Now,
            }
        );

    /// <summary>The link that could still be used, leaving it unused.</summary>
    public static ConsumedEmailToken? Find(
        Queries db,
        string secret,
        long now,
        params IReadOnlyList<string> purposes
    ) =>
        db.First<ConsumedEmailToken>(
            """
            select user_id as UserId, purpose, email from links
            where hash = @hash and purpose in @purposes and expires_at > @now and used_at is null
            """,
            new
            {
                hash = Secrets.Hash(secret),
                purposes,
                now,
            }
        );

    /// <summary>True for a link that confirmed its account, until it expires.</summary>
    public static bool HasConfirmed(Queries db, string secret, long now) =>
        db.Any(
            """
            select 1 from links l join users u on u.id = l.user_id
            where l.hash = @hash and l.purpose = 'confirm' and l.used_at is not null and l.expires_at > @now
                and u.verified_at is not null
            """,
            new { hash = Secrets.Hash(secret), now }
        );

    private static string Insert(Write write, long user, string purpose, long lifetime, string? email)
    {
        var secret = Secrets.Create();
        write.Execute(
            "insert into links (hash, user_id, purpose, expires_at, email) values (@hash, @user, @purpose, @until, @email)",
            new
            {
                hash = Secrets.Hash(secret),
                user,
                purpose,
                until = write.Now + lifetime,
                email,
            }
        );
        return secret;
    }
}

/// <param name="Email">The new address that it confirms, or null.</param>
public sealed record ConsumedEmailToken(long UserId, string Purpose, string? Email);
