using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Membership;

/// <summary>A link into a room, for whoever has it or for one person alone. Its code is the whole secret.</summary>
public sealed record InviteLink
{
    private const string Works =
        "(i.expires_at is null or i.expires_at > @now) and (i.max_uses is null or i.uses < i.max_uses)";

    private const string Select = """
        select i.code, i.chat_id as Chat, i.user_id as "User", p.username, i.created_by as CreatedBy, c.username as Creator,
            i.created_at as CreatedAt, i.expires_at as ExpiresAt, i.max_uses as MaxUses, i.uses
        from invites i left join users p on p.id = i.user_id left join users c on c.id = i.created_by
        """;

    public string Code { get; init; } = "";
    public long Chat { get; init; }

    /// <summary>The only one who may use it; null for anybody.</summary>
    public long? User { get; init; }
    public string? Username { get; init; }
    public long? CreatedBy { get; init; }
    public string? Creator { get; init; }
    public long CreatedAt { get; init; }

    /// <summary>Null for never.</summary>
    public long? ExpiresAt { get; init; }

    /// <summary>Null for any number.</summary>
    public long? MaxUses { get; init; }
    public long Uses { get; init; }

    public bool IsFor(long user) => User is null || User == user;

    /// <summary>The link whatever its state; null when it was never made or is revoked.</summary>
    public static InviteLink? Find(Queries db, string code) =>
        db.First<InviteLink>($"{Select} where i.code = @code", new { code });

    /// <summary>The link while it lets somebody in.</summary>
    public static InviteLink? FindWorking(Queries db, string code, long now) =>
        db.First<InviteLink>($"{Select} where i.code = @code and {Works}", new { code, now });

    /// <summary>A room's working links, the latest first: all of them, or those one person made.</summary>
    public static List<InviteLink> List(Queries db, long chat, long? madeBy, long now) =>
        db.List<InviteLink>(
            $"""
            {Select} where i.chat_id = @chat and {Works} {(madeBy is null ? "" : "and i.created_by = @madeBy")}
            order by i.created_at desc, i.code
            """,
            new
            {
                chat,
                madeBy,
                now,
            }
        );

    /// <summary>A step: makes a link and answers its code, 128 random bits.</summary>
    /// <param name="user">The only one who may use it; null for anybody.</param>
    /// <param name="lifetime">Microseconds; null for ever.</param>
    public static string Add(Write write, long chat, long by, long? user, long? lifetime, long? uses)
    {
        var code = Secrets.Create();
        write.Execute(
            """
            insert into invites (code, chat_id, user_id, created_by, created_at, expires_at, max_uses)
            values (@code, @chat, @user, @by, @Now, @until, @uses)
            """,
            new
            {
                code,
                chat,
                user,
                by,
                write.Now,
                until = write.Now + lifetime,
                uses,
            }
        );
        return code;
    }

    /// <summary>
    /// A step: uses the link up once and answers its room; null when it lets this person in no more. Finding and counting are
    /// one statement, so of many who come at once no more get in than it allows.
    /// </summary>
    public static long? Consume(Write write, string code, long user) =>
        write.First<long?>(
            """
            update invites set uses = uses + 1 where code = @code and (user_id is null or user_id = @user)
            and (expires_at is null or expires_at > @Now) and (max_uses is null or uses < max_uses) returning chat_id
            """,
            new
            {
                code,
                user,
                write.Now,
            }
        );

    /// <summary>A step: the link lets nobody in from here on.</summary>
    public static void Revoke(Write write, string code) =>
        write.Execute("delete from invites where code = @code", new { code });

    /// <summary>A step: takes away what has expired or is used up.</summary>
    public static void RemoveExpired(Write write, long chat) =>
        write.Execute(
            "delete from invites where chat_id = @chat and (expires_at <= @Now or uses >= max_uses)",
            new { chat, write.Now }
        );

    /// <summary>A step: whoever was put out does not come back by a link that was meant for them.</summary>
    public static void Withdraw(Write write, long chat, long user) =>
        write.Execute("delete from invites where chat_id = @chat and user_id = @user", new { chat, user });
}
