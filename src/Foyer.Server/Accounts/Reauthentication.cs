using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>
/// Protects accounts from stolen sessions. Every action that could take over the account (changes of e-mail address, second
/// factor, passkeys, tokens or roles, the export, the deletion) calls <see cref="RequireAsync"/> first, at every entry point.
/// </summary>
public sealed class Reauthentication(Database database, Writer writer, PasswordVerification check, TimeProvider time)
{
    private const long Window = 10 * Instants.Minute;

    // The clock may be set back a little; a sign-in further in the future is ignored.
    private const long Skew = Instants.Minute;

    public static readonly Refusal SignInAgain = Refusal.Of(
        403,
        "sign_in_again",
        "Confirm that it is you: send your password, or sign in again."
    );

    /// <summary>
    /// Returns null after recent authentication, or when the field <c>password</c> is correct. Refuses access tokens.
    /// </summary>
    public async Task<Refusal?> RequireAsync(Proof proof, CancellationToken cancel)
    {
        var (caller, fields, device) = proof;
        if (caller.IsToken)
            return Refusal.PermissionDenied;
        if (!fields.Has("password"))
            return await IsFreshAsync(caller, cancel) ? null : SignInAgain;
        var password = fields.Secret("password", Passwords.MaxLength);
        if (fields.Refusal is { } wrong && fields.IsWrong("password"))
            return wrong;
        return (await check.VerifyAsync(caller, password, device, cancel)).Refused(out var refusal)
            ? PasswordVerification.AsFieldError(refusal, "password")
            : null;
    }

    /// <summary>Reauthenticates the session by the password.</summary>
    public async Task<Outcome<Done>> ConfirmAsync(Proof proof, CancellationToken cancel)
    {
        var (caller, fields, device) = proof;
        var password = fields.Secret("password", Passwords.MaxLength);
        if (fields.Refusal is { } wrong)
            return wrong;
        if (caller.IsToken)
            return Refusal.PermissionDenied;
        if ((await check.VerifyAsync(caller, password, device, cancel)).Refused(out var refusal))
            return refusal;
        return await writer.WriteAsync(write => Refresh(write, caller), cancel);
    }

    /// <summary>A step: records that the user has just authenticated.</summary>
    internal static Outcome<Done> Refresh(Write write, Caller caller)
    {
        if (AccessCheck.Check(write, caller) is { } ended)
            return ended;
        write.Execute(
            "update sessions set authenticated_at = @Now where id = @Session",
            new { write.Now, caller.Session }
        );
        return new Done();
    }

    private Task<bool> IsFreshAsync(Caller caller, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.Any(
                    "select 1 from sessions where id = @Session and authenticated_at > @since and authenticated_at <= @latest",
                    new
                    {
                        caller.Session,
                        since = time.Now() - Window,
                        latest = time.Now() + Skew,
                    }
                ),
            cancel
        );
}

/// <summary>The caller of a request, with the means to reauthenticate.</summary>
/// <param name="Fields">The fields of the same request; may contain a <c>password</c>.</param>
public sealed record Proof(Caller Caller, Fields Fields, Device Device);
