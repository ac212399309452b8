namespace Foyer.Server.Accounts;

/// <summary>Who stands above whom (C-14).</summary>
public static class Rank
{
    public static int Of(string? role) =>
        role switch
        {
            "owner" => 3,
            "admin" => 2,
            "moderator" => 1,
            _ => 0,
        };

    public static bool IsAdmin(string? role) => Of(role) >= 2;

    /// <summary>Admins may, and nobody acts on an equal or higher.</summary>
    public static bool MayActOn(Caller caller, Account account) =>
        IsAdmin(caller.Role) && Of(caller.Role) > Of(account.Role);
}
