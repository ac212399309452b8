using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>The reasons to exclude a user from the server: a ban, or a kick that has not ended.</summary>
public sealed record AccessExclusion(long Banned, string? BanReason, long KickedUntil, string? KickReason)
{
    public static AccessExclusion Find(Queries db, long user) =>
        db.First<AccessExclusion>(
            """
            select
                (select count(*) from bans where user_id = @user) as Banned,
                (select reason from bans where user_id = @user) as BanReason,
                (select coalesce(max(until), 0) from kicks where user_id = @user) as KickedUntil,
                (select reason from kicks where user_id = @user) as KickReason
            """,
            new { user }
        )!;

    /// <summary>Returns the refusal for every request of the user, or null when the user is not excluded.</summary>
    public Refusal? RefusalAt(long now) =>
        Banned > 0 ? ForBan(BanReason)
        : KickedUntil > now ? ForKick(KickedUntil, KickReason, now)
        : null;

    public static Refusal ForBan(string? reason) =>
        new(403, [new ExclusionError("banned", Sentence("You are banned from this server", reason), null, reason)]);

    public static Refusal ForKick(long until, string? reason, long now)
    {
        var seconds = (int)Math.Min(int.MaxValue, (until - now + Instants.Second - 1) / Instants.Second);
        var end = Instants.ToInstant(until).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return new Refusal(
            403,
            [
                new ExclusionError(
                    "kicked",
                    Sentence($"You've been kicked until {end} UTC", reason),
                    Instants.ToText(until),
                    reason
                ),
            ],
            seconds
        );
    }

    private static string Sentence(string what, string? reason) => reason is null ? $"{what}." : $"{what}: {reason}";
}
