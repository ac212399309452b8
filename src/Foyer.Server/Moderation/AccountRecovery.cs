using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Audit;
using Foyer.Server.Mail;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>
/// Recovers accounts of users who lost their second factor or their password. Either could take over an account, so an admin must
/// have authenticated recently; the console passes no proof.
/// </summary>
public sealed class AccountRecovery(
    AuditLog auditLog,
    Reauthentication reauthentication,
    PasswordResets passwords,
    MailQueue mailQueue,
    FoyerSettings settings
)
{
    /// <summary>Turns two-factor authentication off for another user; does nothing when it is off.</summary>
    public Task<Outcome<Done>> ClearTwoFactorAsync(Proof? proof, string name, CancellationToken cancel) =>
        KeepAsync<Done>(
            proof,
            "clear two-factor",
            name,
            (write, subject) =>
            {
                if (TwoFactor.Clear(write, subject.Id))
                    mailQueue.EnqueueRequired(
                        write,
                        subject.Email,
                        "two-factor-cleared",
                        Instants.Day,
                        null,
                        ("username", subject.Username)
                    );
                return new Done();
            },
            cancel
        );

    /// <summary>
    /// Creates a link to set a new password. While mail is on, only the owner, by mail, and the console can get one.
    /// </summary>
    public async Task<Outcome<string>> MakeResetLinkAsync(Proof? proof, string name, CancellationToken cancel) =>
        proof is not null && settings.Mail.Enabled
            ? Refusal.PermissionDenied
            : await KeepAsync<string>(
                proof,
                "reset link",
                name,
                (write, subject) => passwords.CreateLink(write, subject),
                cancel
            );

    private async Task<Outcome<T>> KeepAsync<T>(
        Proof? proof,
        string action,
        string name,
        Func<Write, Account, Outcome<T>> act,
        CancellationToken cancel
    )
    {
        if (proof is not null && await reauthentication.RequireAsync(proof, cancel) is { } stale)
            return stale;
        var by = new Actor(proof?.Caller);
        return await auditLog.RunAsync(
            new AuditAction(by, action, name),
            write =>
                Permissions.Subject(write, by, ServerRole.Admin, name).Refused(out var refusal, out var subject)
                    ? refusal
                    : act(write, subject),
            cancel
        );
    }
}
