using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Audit;
using Foyer.Server.Notifications;
using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>Gives and takes the roles of the server. Owners do, with a fresh session; only the local console makes owners.</summary>
public sealed class RoleGrants(AuditLog auditLog, Sessions sessions, Reauthentication reauthentication, Inbox inbox)
{
    public Task<Outcome<Done>> GrantAsync(Actor by, string name, ServerRole role, CancellationToken cancel) =>
        by.IsConsole ? KeepAsync(by, name, role, cancel) : Task.FromResult<Outcome<Done>>(Refusal.PermissionDenied);

    public Task<Outcome<Done>> RevokeAsync(Actor by, string name, CancellationToken cancel) =>
        by.IsConsole ? KeepAsync(by, name, null, cancel) : Task.FromResult<Outcome<Done>>(Refusal.PermissionDenied);

    /// <param name="role">Moderator, Admin, or null for neither.</param>
    public async Task<Outcome<Done>> SetAsync(Proof proof, string name, ServerRole? role, CancellationToken cancel) =>
        await reauthentication.RequireAsync(proof, cancel) is { } refusal
            ? refusal
            : await KeepAsync(new Actor(proof.Caller), name, role, cancel);

    private Task<Outcome<Done>> KeepAsync(Actor by, string name, ServerRole? role, CancellationToken cancel) =>
        auditLog.RunAsync<Done>(
            new AuditAction(by, role is null ? "revoke" : "grant", name, role.ToText()),
            write => Set(write, by, name, role),
            cancel
        );

    private Outcome<Done> Set(Write write, Actor by, string name, ServerRole? role)
    {
        var found =
            role == ServerRole.Owner
                ? Permissions.Subject(write, by, ServerRole.Owner, name)
                : Permissions.SubjectButLastOwner(write, by, ServerRole.Owner, name);
        if (found.Refused(out var refusal, out var subject))
            return refusal;
        if (subject.Role == role)
            return new Done();
        Account.SetRole(write, subject.Id, role);
        sessions.Changed(write, subject.Id);
        inbox.Add(
            write,
            new Notice(
                subject.Id,
                NoticeKind.Moderation,
                role is null
                    ? "You no longer have a role on this server."
                    : $"You are now {role.ToText()} of this server."
            )
            {
                From = by.User,
            }
        );
        return new Done();
    }
}
