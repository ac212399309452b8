using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>Somebody thinks a message should be looked at. Its words are read from the message, never copied.</summary>
public sealed record Report
{
    public long Id { get; init; }
    public long Message { get; init; }
    public long Chat { get; init; }
    public string ChatKind { get; init; } = "";
    public string? ChatName { get; init; }
    public long? By { get; init; }
    public string? ByName { get; init; }
    public string Reason { get; init; } = "";

    /// <summary>open, resolved or dismissed.</summary>
    public string Status { get; init; } = "";

    /// <summary>What the reporter is told at the end.</summary>
    public string? Note { get; init; }
    public long CreatedAt { get; init; }
    public string? ClosedBy { get; init; }
    public long? ClosedAt { get; init; }

    // Of rooms that are not public, moderators see id and kind.
    private const string Select = """
        select r.id, r.message_id as Message, m.chat_id as Chat, c.kind as ChatKind, case when c.kind = 'public' then c.name end as ChatName,
            r.by_id as By, u.username as ByName, r.reason, r.status, r.note, r.created_at as CreatedAt, k.username as ClosedBy, r.closed_at as ClosedAt
        from reports r join messages m on m.id = r.message_id join chats c on c.id = m.chat_id
        left join users u on u.id = r.by_id left join users k on k.id = r.closed_by
        """;

    public static Report? Find(Queries db, long id) => db.First<Report>($"{Select} where r.id = @id", new { id });

    public static Report? Find(Queries db, long message, long by) =>
        db.First<Report>($"{Select} where r.message_id = @message and r.by_id = @by", new { message, by });

    /// <summary>The latest first.</summary>
    public static List<Report> List(Queries db, string? status, long? before, int limit) =>
        db.List<Report>(
            $"{Select} where r.id < @before {(status is null ? "" : "and r.status = @status")} order by r.id desc limit @limit",
            new
            {
                status,
                before = before ?? long.MaxValue,
                limit,
            }
        );
}
