using Foyer.Protocol;
using Foyer.Server.Accounts;

namespace Foyer.Server.Moderation;

/// <summary>Gives and takes the roles of the server. Only the local console does (C-14).</summary>
public sealed class Granting(Trail trail, Sessions sessions)
{
    public static readonly string[] Roles = [Powers.Owner, Powers.Admin, Powers.Moderator];

    public Task<Outcome<Done>> GrantAsync(Actor by, string name, string role, CancellationToken cancel) =>
        trail.KeepAsync<Done>(new Deed(by, "grant", name, role), write => Set(write, by, name, role), cancel);

    public Task<Outcome<Done>> RevokeAsync(Actor by, string name, CancellationToken cancel) =>
        trail.KeepAsync<Done>(new Deed(by, "revoke", name), write => Set(write, by, name, null), cancel);

    private Outcome<Done> Set(Storage.Write write, Actor by, string name, string? role)
    {
        if (!by.IsConsole)
            return Refusal.PermissionDenied;
        var found =
            role == Powers.Owner
                ? Powers.Subject(write, by, Powers.Owner, name)
                : Powers.SubjectButLastOwner(write, by, Powers.Owner, name);
        if (found.Refused(out var refusal, out var subject))
            return refusal;
        Account.SetRole(write, subject.Id, role);
        sessions.Changed(write, subject.Id);
        return new Done();
    }
}
