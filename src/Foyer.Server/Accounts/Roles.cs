namespace Foyer.Server.Accounts;

/// <summary>Who stands above whom (C-14).</summary>
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

    /// <summary>Admins may, and nobody acts on an equal or higher.</summary>
    public static bool MayActOn(Caller caller, Account account) =>
        IsAdmin(caller.Role) && LevelOf(caller.Role) > LevelOf(account.Role);
}
