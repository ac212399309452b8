using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Chat.Unread;
using Foyer.Server.Live;
using Foyer.Server.People;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Membership;

/// <summary>A room as its list shows it: with what is unread and what was said last.</summary>
/// <param name="Counts">Null for a person who has not joined.</param>
/// <param name="Partner">The other one of a direct room, while they have an account.</param>
/// <param name="Apart">One of the two has blocked the other: neither sees whether the other is here.</param>
public sealed record RoomSummary(
    Room Room,
    long Members,
    UnreadState? Counts,
    Message? LastMessage,
    PublicUser? Partner,
    bool Apart
)
{
    /// <summary>How many members have an open connection anywhere; 0 where it was not asked for.</summary>
    public int Online { get; private init; }

    public long Unread => Counts?.Messages ?? 0;

    public long Mentions => Counts?.Mentions ?? 0;

    /// <summary>How near the other one is; null where there is none.</summary>
    public PresenceState? PartnerPresence(Presence presence) =>
        Partner is null ? null
        : Apart ? PresenceState.Offline
        : presence.StateOf(Partner.Id);

    /// <param name="presence">Counts who is online; null where the caller does not show it.</param>
    public static List<RoomSummary> List(
        Queries db,
        MessageStore messages,
        IReadOnlyList<Room> rooms,
        long user,
        Presence? presence = null
    )
    {
        var chats = rooms.Select(room => room.Id).ToList();
        if (chats.Count == 0)
            return [];
        var members = RoomReads.CountMembers(db, chats);
        var online = presence is null ? [] : RoomReads.CountOnline(db, chats, presence);
        var unread = Chat.Unread.UnreadState.List(db, user, chats).ToDictionary(one => one.Chat);
        var partners = RoomReads.ListPartners(
            db,
            [.. rooms.Where(room => room.Kind == RoomKind.Direct).Select(room => room.Id)],
            user
        );
        var around = partners.Count == 0 ? [] : Blocks.ListEitherWay(db, user);
        var last = messages
            .List(
                db,
                // Room by room: grouped, each of a room's messages would be walked over.
                $"""
                where m.id in (
                    select (select max(n.id) from messages n where n.chat_id = c.id)
                    from chats c where c.id in {db.Database.Listed("bigint")}
                )
                """,
                new { rows = Database.Values(chats) }
            )
            .ToDictionary(message => message.Chat);
        return
        [
            .. rooms.Select(room => new RoomSummary(
                room,
                members.GetValueOrDefault(room.Id),
                unread.GetValueOrDefault(room.Id),
                last.GetValueOrDefault(room.Id),
                partners.GetValueOrDefault(room.Id),
                partners.TryGetValue(room.Id, out var partner) && around.Contains(partner.Id)
            )
            {
                Online = online.GetValueOrDefault(room.Id),
            }),
        ];
    }
}
