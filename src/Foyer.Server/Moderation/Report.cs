using Foyer.Server.Chat.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>Somebody thinks a message should be looked at. Its words are read from the message, never copied.</summary>
public sealed record Report
{
    public long Id { get; init; }
    public long Message { get; init; }
    public long Chat { get; init; }
    public RoomKind ChatKind { get; private init; }
    internal string ChatKindText
    {
        init => ChatKind = EnumText.Parse<RoomKind>(value);
    }
    public string? ChatName { get; init; }
    public long? By { get; init; }
    public string? ByName { get; init; }
    public string Reason { get; init; } = "";

    public ReportStatus Status { get; private init; }
    internal string StatusText
    {
        init => Status = EnumText.Parse<ReportStatus>(value);
    }

    /// <summary>What the reporter is told at the end.</summary>
    public string? Note { get; init; }
    public long CreatedAt { get; init; }
    public string? ClosedBy { get; init; }
    public long? ClosedAt { get; init; }

    // Of rooms that are not public, moderators see id and kind.
    private const string Select = """
        select r.id, r.message_id as Message, m.chat_id as Chat, c.kind as ChatKindText, case when c.kind = 'public' then c.name end as ChatName,
            r.by_id as By, u.username as ByName, r.reason, r.status as StatusText, r.note, r.created_at as CreatedAt, k.username as ClosedBy, r.closed_at as ClosedAt
        from reports r join messages m on m.id = r.message_id join chats c on c.id = m.chat_id
        left join users u on u.id = r.by_id left join users k on k.id = r.closed_by
        """;

    public static Report? Find(Queries db, long id) => db.First<Report>($"{Select} where r.id = @id", new { id });

    public static Report? Find(Queries db, long message, long by) =>
        db.First<Report>($"{Select} where r.message_id = @message and r.by_id = @by", new { message, by });

    /// <summary>The latest first.</summary>
    public static List<Report> List(Queries db, ReportStatus? status, long? before, int limit) =>
        db.List<Report>(
            $"{Select} where r.id < @before {(status is null ? "" : "and r.status = @status")} order by r.id desc limit @limit",
            new
            {
                status = status.ToText(),
                before = before ?? long.MaxValue,
                limit,
            }
        );
}

public enum ReportStatus
{
    Open = 1,

    /// <summary>A moderator has acted on it.</summary>
    Resolved,

    /// <summary>A moderator let the message stand.</summary>
    Dismissed,
}
