using Foyer.Server.Chat.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>A room as those who keep order see it: of what is not public only id, kind and counts.</summary>
public sealed record RoomActivitySummary
{
    public long Id { get; init; }
    public RoomKind Kind { get; private init; }
    internal string KindText
    {
        init => Kind = EnumText.Parse<RoomKind>(value);
    }
    public string? Name { get; init; }
    public long Members { get; init; }
    public long Messages { get; init; }
}

/// <summary>Counts rooms for those who keep order.</summary>
public sealed class RoomDirectory(Database database)
{
    public Task<List<RoomActivitySummary>> ListAsync(long after, int limit, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.List<RoomActivitySummary>(
                    """
                    select c.id, c.kind as KindText, case when c.kind = 'public' then c.name end as Name,
                        (select count(*) from memberships b where b.chat_id = c.id and b.role <> 'reader') as Members,
                        (select count(*) from messages m where m.chat_id = c.id) as Messages
                    from chats c where c.id > @after order by c.id limit @limit
                    """,
                    new { after, limit }
                ),
            cancel
        );
}
