namespace Foyer.Server.Accounts;

/// <summary>The order of the server roles.</summary>
public static class Roles
{
    public static int LevelOf(string? role) =>
        role switch
        {
            "owner" => 3,
            "admin" => 2,
            "moderator" => 1,
            _ => 0,
        };

    public static bool IsAdmin(string? role) => LevelOf(role) >= 2;

    /// <summary>Returns true for an admin whose role is above the account's role.</summary>
    public static bool MayActOn(Caller caller, Account account) =>
        IsAdmin(caller.Role) && LevelOf(caller.Role) > LevelOf(account.Role);
}
