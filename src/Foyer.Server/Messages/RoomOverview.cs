using Foyer.Server.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>A room as its list shows it: with what is unread and what was said last.</summary>
public sealed record RoomOverview(Room Room, long Members, long Unread, Message? LastMessage)
{
    /// <summary>
    /// Unread are the messages above the read marker that are talk (not the house's lines), not deleted and not one's own.
    /// They are counted, never stored.
    /// </summary>
    public static List<RoomOverview> Of(Queries db, IReadOnlyList<Room> rooms, long user)
    {
        var chats = rooms.Select(room => room.Id).ToList();
        if (chats.Count == 0)
            return [];
        var members = RoomList.Members(db, chats);
        var unread = CountUnread(db, chats, user);
        var last = MessageLog
            .List(
                db,
                "where m.id in (select max(id) from messages where chat_id in @chats group by chat_id)",
                new { chats }
            )
            .ToDictionary(message => message.Chat);
        return
        [
            .. rooms.Select(room => new RoomOverview(
                room,
                members.GetValueOrDefault(room.Id),
                unread.GetValueOrDefault(room.Id),
                last.GetValueOrDefault(room.Id)
            )),
        ];
    }

    private static Dictionary<long, long> CountUnread(Queries db, List<long> chats, long user) =>
        db.List<(long Chat, long Count)>(
                """
                select m.chat_id, count(*) from memberships b
                join messages m on m.chat_id = b.chat_id and m.id > b.read_to
                where b.user_id = @user and b.chat_id in @chats and m.kind in ('text', 'event')
                and m.deleted_at is null and (m.user_id is null or m.user_id <> @user)
                group by m.chat_id
                """,
                new { user, chats }
            )
            .ToDictionary(row => row.Chat, row => row.Count);
}
