using Foyer.Protocol;
using Foyer.Protocol.Markup;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Notifications;

/// <summary>One entry of a user's inbox, in its current state.</summary>
public sealed record Notification
{
    /// <summary>The inbox shows only the beginning of a message's text.</summary>
    private const int LongestText = 200;

    // The text of a deleted message, and of a message in a room that the user may no longer see, is not shown here either. A
    // message that has been read needs no notification any more.
    private const string Select = """
        select n.id, n.user_id as "User", n.kind as KindText, n.from_id as FromId, u.username as FromName, u.avatar as FromAvatar,
            case when c.id is not null then n.chat_id end as Chat, n.message_id as Message, n.event_id as Event,
            case when n.message_id is null then n.text when c.id is not null then m.text end as Words,
            n.text_time as TextTime, n.created_at as CreatedAt, n.read_at as ReadAt, b.read_to as ReadTo, b.mute_until as MuteUntil,
            case when c.kind <> 'direct' then c.name end as ChatName,
            p.quiet_from as QuietFrom, p.quiet_to as QuietTo, p.time_zone as TimeZone
        from notifications n
        join users p on p.id = n.user_id
        left join users u on u.id = n.from_id
        left join messages m on m.id = n.message_id
        left join memberships b on b.chat_id = n.chat_id and b.user_id = n.user_id
        left join chats c on c.id = n.chat_id and (c.kind = 'public' or b.user_id is not null)
        """;

    /// <summary>When booking of the event closes. Events, a layer above, read it from the same columns.</summary>
    private const string BookingCloses = "case when e.time is null then e.ends_at else e.starts_at end";

    // An unread entry vanishes with its cause: the message is deleted or read, the mention is removed by an edit, the request or
    // offer is settled, the event or room is deleted.
    private const string Waiting = $"""
        n.read_at is null
        and (n.message_id is null or (m.deleted_at is null and coalesce(b.read_to, 0) < n.message_id))
        and (n.chat_id is null or n.message_id is null or c.id is not null)
        and (n.kind <> 'mention' or exists (
            select 1 from mentions x where x.message_id = n.message_id and x.user_id in (0, n.user_id)))
        and (n.kind <> 'friend_request' or exists (
            select 1 from friends f where f.user_id = n.from_id and f.friend_id = n.user_id and f.accepted_at is null))
        and (n.event_id is null or n.kind = 'event_cancelled' or exists (select 1 from events e where e.id = n.event_id))
        and (n.event_id is null or n.kind not in ('invitation', 'waitlist_offer') or exists (
            select 1 from bookings k join events e on e.id = k.event_id
            where k.event_id = n.event_id and k.user_id = n.user_id and {BookingCloses} > @now
            and (k.status = 'invited' or (k.status = 'waitlisted' and k.offer_until > @now))))
        and (n.kind <> 'invitation' or n.event_id is not null or n.chat_id is null or b.user_id is null)
        """;

    // Read entries stay as history, with the content that can still be shown.
    private const string Listed =
        $"(n.read_at is not null or (n.message_id is not null and b.read_to >= n.message_id) or ({Waiting}))";

    private string? text;

    public long Id { get; init; }
    public long User { get; init; }
    public NoticeKind Kind { get; private init; }
    internal string KindText
    {
        init => Kind = EnumText.Parse<NoticeKind>(value);
    }
    public long? FromId { get; init; }
    public string? FromName { get; init; }
    public string? FromAvatar { get; init; }
    public long? Chat { get; init; }
    public long? Message { get; init; }
    public string? Event { get; init; }
    public string? Words { get; init; }
    public string? TextTime { get; init; }
    public long CreatedAt { get; init; }
    public long? ReadAt { get; init; }
    public long? ReadTo { get; init; }
    public long? MuteUntil { get; init; }

    /// <summary>Null for the room of two people, which has no name.</summary>
    public string? ChatName { get; init; }
    public string? QuietFrom { get; init; }
    public string? QuietTo { get; init; }
    public string? TimeZone { get; init; }

    public PublicUser? From => FromId is { } id && FromName is { } name ? new PublicUser(id, name, FromAvatar) : null;

    public QuietHours QuietHours => new(QuietFrom, QuietTo, TimeZone);

    public bool IsRead => ReadAt is not null || (Message is { } message && ReadTo >= message);

    /// <summary>A one-line summary.</summary>
    public string Title =>
        Kind switch
        {
            NoticeKind.DirectMessage => $"{Name} writes to you",
            NoticeKind.Mention => $"{Name} mentions you in {ChatName ?? "a conversation"}",
            NoticeKind.Reply => $"{Name} answers you in {ChatName ?? "a conversation"}",
            NoticeKind.FriendRequest => $"{Name} would like to be friends",
            NoticeKind.Friend => $"{Name} is your friend now",
            NoticeKind.Invitation => "An invitation",
            NoticeKind.WaitlistOffer => "A seat is free",
            NoticeKind.Booking => "News of a booking",
            NoticeKind.EventChanged => "An event has changed",
            NoticeKind.EventCancelled => "An event was cancelled",
            NoticeKind.Reminder => "It begins soon",
            NoticeKind.Moderation => "From those who keep order",
            NoticeKind.RoomRole => "News",
        };

    /// <summary>The page that shows the subject of the notification.</summary>
    public string Link =>
        this switch
        {
            { Chat: { } chat, Message: { } message } => $"/rooms/{chat}#message-{message}",
            { Event: { } communityEvent } => $"/event-detail?id={communityEvent}",
            { Chat: { } chat } => $"/rooms/{chat}",
            { Kind: NoticeKind.FriendRequest or NoticeKind.Friend, FromName: { } name } =>
                $"/profile/{Uri.EscapeDataString(name)}",
            _ => "/notifications",
        };

    /// <summary>False where the kind and the name say everything; true for a message, even one that is deleted.</summary>
    public bool HasWords => Words is not null || Message is not null;

    /// <summary>The text on one line, without formatting marks.</summary>
    public string Text => text ??= Shorten(Words ?? "");

    private string Shorten(string text) =>
        Message is not null ? MessageText.ToPlain(text, LongestText) : PlainText.Truncate(text, LongestText);

    /// <summary>A time within the text, if there is one that is not cut off.</summary>
    public TextTime? Time =>
        NotificationTime.Parse(TextTime) is { } time && time.From + time.Length <= Text.Length ? time : null;

    private string Name => FromName ?? "Somebody";

    public static List<Notification> Find(Queries db, IReadOnlyCollection<long> ids) =>
        db.List<Notification>(
            $"{Select} where n.id in {db.Database.Listed("bigint")} order by n.id",
            new { rows = Database.Values(ids) }
        );

    /// <summary>The newest first.</summary>
    public static List<Notification> List(Queries db, long user, long? before, int limit, long now) =>
        db.List<Notification>(
            $"""
            {Select} where n.user_id = @user and {Listed} {(before is null ? "" : "and n.id < @before")}
            order by n.id desc limit @limit
            """,
            new
            {
                user,
                before,
                limit,
                now,
            }
        );

    public static long CountUnread(Queries db, long user, long now) =>
        db.One<long>(
            $"""
            select count(*) from notifications n
            left join messages m on m.id = n.message_id
            left join memberships b on b.chat_id = n.chat_id and b.user_id = n.user_id
            left join chats c on c.id = n.chat_id and (c.kind = 'public' or b.user_id is not null)
            where n.user_id = @user and {Waiting}
            """,
            new { user, now }
        );
}
