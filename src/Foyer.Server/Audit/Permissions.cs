using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Storage;

namespace Foyer.Server.Audit;

/// <summary>Steps that decide who may do what to whom, by what the database says now.</summary>
internal static class Permissions
{
    public const string Moderator = "moderator";
    public const string Admin = "admin";
    public const string Owner = "owner";

    private static readonly Refusal NotThem = Refusal.Of(
        403,
        "permission_denied",
        "You cannot do this to somebody of your rank or above."
    );
    public static readonly Refusal LastOwner = Refusal.Conflict(
        "last_owner",
        "The server needs an owner, and this is the only one."
    );

    /// <summary>Null when the actor stands and has at least that role.</summary>
    public static Refusal? Check(Write write, Actor by, string least)
    {
        if (by.Caller is not { } caller)
            return null;
        return AccessCheck.Check(write, caller)
            ?? (
                caller.May(Caller.Admin) && Roles.LevelOf(RoleOf(write, caller.User)) >= Roles.LevelOf(least)
                    ? null
                    : Refusal.PermissionDenied
            );
    }

    /// <summary>The person the actor may act on: known, and below the actor.</summary>
    public static Outcome<Account> Subject(Write write, Actor by, string least, string name)
    {
        if (Check(write, by, least) is { } refusal)
            return refusal;
        if (Account.ByName(write, name) is not { } subject)
            return Account.NotFound;
        return by.Caller is { } caller && Roles.LevelOf(RoleOf(write, caller.User)) <= Roles.LevelOf(subject.Role)
            ? NotThem
            : subject;
    }

    /// <summary>The same for what would leave the server without an owner when done to the only one.</summary>
    public static Outcome<Account> SubjectButLastOwner(Write write, Actor by, string least, string name)
    {
        if (Check(write, by, least) is { } refusal)
            return refusal;
        var mayTouchOwner = by.IsConsole || by.User == Account.ByName(write, name)?.Id;
        return mayTouchOwner && IsLastOwner(write, name) ? LastOwner : Subject(write, by, least, name);
    }

    /// <summary>True for an owner beside whom there is none that could act.</summary>
    public static bool IsLastOwner(Write write, string name) =>
        Account.ByName(write, name) is { Role: Owner } owner
        && !write.Any(
            "select 1 from users where role = 'owner' and id <> @Id and id not in (select user_id from bans)",
            new { owner.Id }
        );

    private static string? RoleOf(Write write, long user) =>
        write.First<string>("select role from users where id = @user", new { user });
}
