using Foyer.Server.Storage;

namespace Foyer.Server.Notifications;

/// <summary>An unseen inbox entry, with the values that the e-mail about it needs; never the text of a message.</summary>
internal sealed record MissedNotification
{
    // Events have e-mails of their own.
    private const string Rows = """
        from notifications n
        join users p on p.id = n.user_id and p.mail_missed = 1 and p.verified_at is not null
        left join users u on u.id = n.from_id
        left join messages m on m.id = n.message_id
        left join memberships b on b.chat_id = n.chat_id and b.user_id = n.user_id
        left join chats c on c.id = n.chat_id and (c.kind = 'public' or b.user_id is not null)
        where n.read_at is null and n.mailed_at is null and n.created_at <= @before and n.created_at > @oldest
        and n.kind in ('direct_message', 'mention', 'reply', 'friend_request', 'invitation', 'room_role', 'moderation')
        and n.event_id is null
        and (n.message_id is null or (c.id is not null and m.deleted_at is null and (b.read_to is null or b.read_to < n.message_id)))
        and (b.mute_until is null or b.mute_until <= @now)
        and not exists (select 1 from bans x where x.user_id = n.user_id)
        """;

    public long Id { get; init; }
    public NoticeKind Kind { get; private init; }
    internal string KindText
    {
        init => Kind = EnumText.Parse<NoticeKind>(value);
    }
    public string? From { get; init; }
    public string? Room { get; init; }
    public string? Text { get; init; }

    /// <summary>One line of the e-mail.</summary>
    public string Line =>
        Kind switch
        {
            NoticeKind.DirectMessage => $"{Who} wrote to you.",
            NoticeKind.Mention => $"{Who} named you in {Room}.",
            NoticeKind.Reply => $"{Who} answered you in {Room}.",
            NoticeKind.FriendRequest => $"{Who} asks to be your friend.",
            _ => Text ?? "",
        };

    private string Who => From ?? "Somebody";

    /// <summary>People with such entries, ascending by id.</summary>
    public static List<long> ListUsers(Queries db, long before, long oldest, long now, long after, int limit) =>
        db.List<long>(
            $"select distinct n.user_id {Rows} and n.user_id > @after order by n.user_id limit @limit",
            new
            {
                before,
                oldest,
                now,
                after,
                limit,
            }
        );

    public static List<MissedNotification> List(Queries db, long user, long before, long oldest, long now) =>
        db.List<MissedNotification>(
            $"""
            select n.id, n.kind as KindText, u.username as "From", c.name as Room, n.text {Rows} and n.user_id = @user order by n.id
            """,
            new
            {
                user,
                before,
                oldest,
                now,
            }
        );
}
