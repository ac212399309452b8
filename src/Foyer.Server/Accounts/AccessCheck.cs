using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>
/// The access check that every write repeats in its own transaction, because the sessions in memory may be slightly out of date.
/// </summary>
public static class AccessCheck
{
    /// <summary>Returns null while the caller's session exists and the user is neither banned nor kicked.</summary>
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
        return IsAllowed(session > 0, banned > 0, until, write.Now) ? null : Refuse(write, caller);
    }

    /// <summary>Applies the same rule to values of another query; <see cref="Refuse"/> gives the reason.</summary>
    public static bool IsAllowed(bool session, bool banned, long kickedUntil, long now) =>
        session && !banned && kickedUntil <= now;

    public static Refusal Refuse(Write write, Caller caller) =>
        AccessExclusion.Find(write, caller.User).RefusalAt(write.Now) ?? Refusal.NotAuthenticated;
}
