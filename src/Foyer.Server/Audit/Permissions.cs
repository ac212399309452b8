using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Audit;

/// <summary>Steps that check the rights of an actor over a user against the current state of the database.</summary>
internal static class Permissions
{
    private static readonly Refusal NotThem = Refusal.Of(
        403,
        "permission_denied",
        "You cannot do this to somebody of your rank or above."
    );
    public static readonly Refusal LastOwner = Refusal.Conflict(
        "last_owner",
        "The server needs an owner, and this is the only one."
    );

    /// <summary>Returns null when the actor may act and has at least that role.</summary>
    public static Refusal? Check(Write write, Actor by, ServerRole least)
    {
        if (by.Caller is not { } caller)
            return null;
        return AccessCheck.Check(write, caller)
            ?? (
                caller.May(TokenScope.Admin) && Account.RoleOf(write, caller.User) >= least
                    ? null
                    : Refusal.PermissionDenied
            );
    }

    /// <summary>Returns the named account, which must exist and have a role below the actor's.</summary>
    public static Outcome<Account> Subject(Write write, Actor by, ServerRole least, string name)
    {
        if (Check(write, by, least) is { } refusal)
            return refusal;
        if (Account.ByName(write, name) is not { } subject)
            return Account.NotFound;
        return by.Caller is { } caller && !Account.RoleOf(write, caller.User).IsAbove(subject.Role) ? NotThem : subject;
    }

    /// <summary>Applies the same check to actions that must not leave the server without an owner.</summary>
    public static Outcome<Account> SubjectButLastOwner(Write write, Actor by, ServerRole least, string name)
    {
        if (Check(write, by, least) is { } refusal)
            return refusal;
        var mayTouchOwner = by.IsConsole || by.User == Account.ByName(write, name)?.Id;
        return mayTouchOwner && IsLastOwner(write, name) ? LastOwner : Subject(write, by, least, name);
    }

    /// <summary>Returns true for an owner when no other owner could act.</summary>
    public static bool IsLastOwner(Write write, string name) =>
        Account.ByName(write, name) is { Role: ServerRole.Owner } owner
        && !write.Any(
            "select 1 from users where role = 'owner' and id <> @Id and id not in (select user_id from bans)",
            new { owner.Id }
        );
}
