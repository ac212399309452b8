namespace Foyer.Server.Web;

/// <summary>Where to go after signing in: only ever a path of this server.</summary>
public static class ReturnPath
{
    public const string Usual = "/room";

    /// <summary>Returns the path when it is local, else the default. Rejects other hosts in any form, and line breaks.</summary>
    public static string Local(string? target) => target is not null && IsLocal(target) ? target : Usual;

    private static bool IsLocal(string target) =>
        target.StartsWith('/')
        && !target.StartsWith("//", StringComparison.Ordinal)
        && !target.Contains('\\', StringComparison.Ordinal)
        && !target.Any(char.IsControl);
}
