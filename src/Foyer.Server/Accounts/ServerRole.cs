namespace Foyer.Server.Accounts;

/// <summary>A role on the server, in ascending order. A user without one is null.</summary>
public enum ServerRole
{
    Moderator = 1,
    Admin,
    Owner,
}

/// <summary>Compares server roles; a user without a role is below all of them.</summary>
public static class ServerRoles
{
    public static bool IsAdmin(this ServerRole? role) => role >= ServerRole.Admin;

    public static bool IsAtLeast(this ServerRole? role, ServerRole? least) => LevelOf(role) >= LevelOf(least);

    public static bool IsAbove(this ServerRole? role, ServerRole? other) => LevelOf(role) > LevelOf(other);

    /// <summary>Returns true for an admin whose role is above the account's role.</summary>
    public static bool MayActOn(Caller caller, Account account) =>
        caller.Role.IsAdmin() && caller.Role.IsAbove(account.Role);

    private static int LevelOf(ServerRole? role) => role is { } given ? (int)given : 0;
}
