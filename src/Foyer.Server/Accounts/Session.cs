using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>One sign-in of a user: a row that can be listed and ended.</summary>
public sealed record Session(
    string Id,
    long UserId,
    long CreatedAt,
    long UsedAt,
    long ExpiresAt,
    string Address,
    string Agent,
    string BindingText
)
{
    /// <summary>The end of the year 9999, for sessions that do not expire.</summary>
    public const long Never = 253_402_300_799_000_000;

    public SessionBinding Binding { get; } = EnumText.Parse<SessionBinding>(BindingText);

    private const string Select = """
        select id, user_id as UserId, created_at as CreatedAt, used_at as UsedAt, expires_at as ExpiresAt, address, agent, binding as BindingText
        from sessions
        """;

    public static List<Session> List(Queries db, long user, long now) =>
        db.List<Session>(
            $"{Select} where user_id = @user and expires_at > @now and id not in (select session_id from tokens where user_id = @user) order by used_at desc, id",
            new { user, now }
        );

    public static void Add(Write write, Session session) =>
        write.Execute(
            """
            insert into sessions (id, user_id, created_at, authenticated_at, used_at, expires_at, address, agent, binding)
            values (@Id, @UserId, @CreatedAt, @CreatedAt, @UsedAt, @ExpiresAt, @Address, @Agent, @BindingText)
            """,
            session
        );
}

/// <summary>A session that has ended, published after the commit; its connections must be closed.</summary>
public sealed record EndedSession(string Session, long User, SessionEndReason Reason);

public enum SessionEndReason
{
    SignedOut,
    Expired,
    UsedElsewhere,
    Banned,
}
