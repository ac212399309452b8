using Foyer.Protocol;
using Foyer.Server.Mail;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>
/// Sign-in with a passkey, whose private key never leaves its device, which verifies the user first: password and second factor
/// in one. It outlives the session that adds it, so adding one requires recent authentication.
/// </summary>
public sealed class Passkeys(
    Database database,
    Writer writer,
    Reauthentication reauthentication,
    Sessions sessions,
    MailQueue mailQueue,
    FoyerSettings settings
)
{
    private const int Most = 20;
    private static readonly Refusal TooMany = Refusal.Conflict(
        "too_many",
        $"One person can have {Most} passkeys. Remove one first."
    );
    private static readonly Refusal Known = Refusal.Conflict("already_added", "This passkey was added already.");

    public Task<List<Passkey>> ListAsync(Caller caller, CancellationToken cancel) =>
        database.ReadAsync(db => List(db, caller.User).ConvertAll(Passkey.From), cancel);

    /// <summary>Returns the account when the caller may add a passkey now.</summary>
    public async Task<Outcome<Account>> BeginAsync(Proof proof, CancellationToken cancel)
    {
        if (await reauthentication.RequireAsync(proof, cancel) is { } refusal)
            return refusal;
        return await database.ReadAsync(db => Account.ById(db, proof.Caller.User), cancel) is { } account
            ? account
            : Refusal.NotAuthenticated;
    }

    /// <param name="read">Checks the key's first signature.</param>
    internal async Task<Outcome<Passkey>> AddAsync(
        Proof proof,
        Func<Task<Outcome<PasskeyRow>>> read,
        CancellationToken cancel
    )
    {
        if (await reauthentication.RequireAsync(proof, cancel) is { } stale)
            return stale;
        return (await read()).Refused(out var refusal, out var key)
            ? refusal
            : await writer.WriteAsync(write => Add(write, proof.Caller, key), cancel);
    }

    public async Task<Outcome<Done>> RemoveAsync(Proof proof, long id, CancellationToken cancel) =>
        await reauthentication.RequireAsync(proof, cancel) is { } refusal
            ? refusal
            : await writer.WriteAsync<Done>(
                write =>
                {
                    if (AccessCheck.Check(write, proof.Caller) is { } ended)
                        return ended;
                    write.Execute(
                        "delete from passkeys where id = @id and user_id = @User",
                        new { id, proof.Caller.User }
                    );
                    return new Done();
                },
                cancel
            );

    /// <summary>Reauthenticates the session by a signature of a passkey, which must belong to the user.</summary>
    internal async Task<Outcome<Done>> ConfirmAsync(Caller caller, PasskeyRow key, CancellationToken cancel) =>
        caller.IsToken ? Refusal.PermissionDenied
        : key.UserId != caller.User ? SignIn.Wrong
        : await writer.WriteAsync<Done>(
            write => NoteUse(write, key) ? Reauthentication.Refresh(write, caller) : SignIn.Wrong,
            cancel
        );

    /// <summary>Signs in the owner of the verified passkey, which must still exist.</summary>
    internal Task<Outcome<SignInResult>> OpenAsync(
        PasskeyRow key,
        Device device,
        bool remember,
        CancellationToken cancel
    ) =>
        writer.WriteAsync<SignInResult>(
            write =>
            {
                if (!NoteUse(write, key) || Account.ById(write, key.UserId) is not { } account)
                    return SignIn.Wrong;
                return SignIn.CheckSignInAllowed(write, account, settings) is { } refusal
                    ? refusal
                    : sessions.Open(write, account, device, remember);
            },
            cancel
        );

    internal static List<PasskeyRow> List(Queries db, long user) =>
        db.List<PasskeyRow>($"{PasskeyRow.Select} where user_id = @user order by id", new { user });

    internal static PasskeyRow? Find(Queries db, string credential) =>
        db.First<PasskeyRow>($"{PasskeyRow.Select} where credential = @credential", new { credential });

    /// <summary>A step: records the use; returns false when the passkey has been removed meanwhile.</summary>
    private static bool NoteUse(Write write, PasskeyRow key) =>
        write.Execute(
            """
            update passkeys set sign_count = @SignCount, backed_up = @BackedUp, used_at = @Now
            where credential = @Credential and user_id = @UserId
            """,
            new
            {
                key.SignCount,
                key.BackedUp,
                key.Credential,
                key.UserId,
                write.Now,
            }
        ) > 0;

    private Outcome<Passkey> Add(Write write, Caller caller, PasskeyRow key)
    {
        if (AccessCheck.Check(write, caller) is { } ended)
            return ended;
        if (Find(write, key.Credential) is not null)
            return Known;
        if (List(write, caller.User).Count >= Most)
            return TooMany;
        write.Execute(
            """
            insert into passkeys (user_id, credential, public_key, name, sign_count, transports, backup_eligible, backed_up, created_at, used_at)
            values (@User, @Credential, @PublicKey, @Name, @SignCount, @Transports, @BackupEligible, @BackedUp, @Now, @Now)
            """,
            new
            {
                caller.User,
                key.Credential,
                key.PublicKey,
                key.Name,
                key.SignCount,
                key.Transports,
                key.BackupEligible,
                key.BackedUp,
                write.Now,
            }
        );
        var account = Account.ById(write, caller.User)!;
        mailQueue.EnqueueRequired(
            write,
            account.Email,
            "passkey-added",
            Instants.Day,
            null,
            ("username", account.Username),
            ("name", key.Name)
        );
        return Passkey.From(Find(write, key.Credential)!);
    }
}
