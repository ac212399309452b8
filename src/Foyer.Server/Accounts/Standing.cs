using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>
/// What every write checks again in its own transaction: memory may be a moment behind, the database is not (C-02).
/// </summary>
public static class Standing
{
    /// <summary>Null while the caller's session stands and they are neither banned nor kicked.</summary>
    public static Refusal? Check(Write write, Caller caller)
    {
        var (session, banned, until) = write.One<(long, long, long)>(
            """
            select
                (select count(*) from sessions where id = @Session and user_id = @User and expires_at > @Now),
                (select count(*) from bans where user_id = @User),
                (select coalesce(max(until), 0) from kicks where user_id = @User)
            """,
            new
            {
                caller.Session,
                caller.User,
                write.Now,
            }
        );
        return Of(session > 0, banned > 0, until, write.Now);
    }

    /// <summary>The same from what a set-based query found.</summary>
    public static Refusal? Of(bool session, bool banned, long kickedUntil, long now) =>
        banned ? Refusal.Of(403, "banned", "You are banned from this server.")
        : kickedUntil > now ? Kicked(kickedUntil, now)
        : session ? null
        : Refusal.NotAuthenticated;

    private static Refusal Kicked(long until, long now)
    {
        var seconds = (int)Math.Min(int.MaxValue, (until - now + Clock.Second - 1) / Clock.Second);
        return new Refusal(403, [new Error("kicked", $"You were kicked. Come back in {seconds} s.")], seconds);
    }
}
