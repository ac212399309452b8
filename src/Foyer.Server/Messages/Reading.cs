using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>Reads of rooms and messages with the caller's rights (S001-39): what one may not see is not found.</summary>
public sealed class Reading(Database database, Delivery delivery, Hub hub)
{
    public Task<Outcome<RoomOverview>> RoomAsync(Caller caller, long chat, CancellationToken cancel) =>
        database.ReadAsync<Outcome<RoomOverview>>(
            db =>
                RoomList.Find(db, chat, caller.User) is { } room
                    ? RoomOverview.Of(db, [room], caller.User, hub.Presence)[0]
                    : Refusal.NotFound,
            cancel
        );

    /// <summary>The room when the person has joined it.</summary>
    public Task<Outcome<Room>> JoinedAsync(Caller caller, long chat, CancellationToken cancel) =>
        database.ReadAsync(db => RoomList.Joined(db, chat, caller.User), cancel);

    /// <summary>Everything that a room's page shows, read at once.</summary>
    public Task<Outcome<OpenedRoom>> OpenAsync(Caller caller, long chat, Page page, CancellationToken cancel) =>
        database.ReadAsync<Outcome<OpenedRoom>>(
            db => OpenedRoom.Of(db, chat, caller.User, page) is { } room ? room : Refusal.NotFound,
            cancel
        );

    public Task<Outcome<KeptRoom>> KeptAsync(Caller caller, long chat, CancellationToken cancel) =>
        database.ReadAsync(db => KeptRoom.Of(db, caller, chat), cancel);

    /// <param name="online">Whether to count who is online, which costs a look at each member.</param>
    public Task<List<RoomOverview>> MyRoomsAsync(
        Caller caller,
        long after,
        int limit,
        CancellationToken cancel,
        bool online = false
    ) =>
        database.ReadAsync(
            db =>
                RoomOverview.Of(
                    db,
                    RoomList.Mine(db, caller.User, after, limit),
                    caller.User,
                    online ? hub.Presence : null
                ),
            cancel
        );

    public Task<List<RoomOverview>> PublicRoomsAsync(
        Caller caller,
        string? search,
        long after,
        int limit,
        CancellationToken cancel,
        bool online = false
    ) =>
        database.ReadAsync(
            db =>
                RoomOverview.Of(
                    db,
                    RoomList.Public(db, caller.User, search, after, limit),
                    caller.User,
                    online ? hub.Presence : null
                ),
            cancel
        );

    public Task<List<RoomOverview>> SearchRoomsAsync(
        Caller caller,
        string search,
        long after,
        int limit,
        CancellationToken cancel,
        bool online = false
    ) =>
        database.ReadAsync(
            db =>
                RoomOverview.Of(
                    db,
                    RoomList.Search(db, caller.User, search, after, limit),
                    caller.User,
                    online ? hub.Presence : null
                ),
            cancel
        );

    /// <summary>Names of rooms; conversations of two have none. Rights are the caller's to check.</summary>
    public Task<Dictionary<long, string>> RoomNamesAsync(IReadOnlyList<long> chats, CancellationToken cancel) =>
        database.ReadAsync(
            db =>
                db.List<(long Id, string Name)>(
                        $"select id, name from chats where kind <> 'direct' and id in {db.Database.Listed("bigint")}",
                        new { rows = Database.Values(chats) }
                    )
                    .ToDictionary(row => row.Id, row => row.Name),
            cancel
        );

    /// <param name="delivers">Whether the direct messages of the page count as delivered.</param>
    public Task<Outcome<HistoryPage>> HistoryAsync(
        Caller caller,
        long chat,
        Page page,
        CancellationToken cancel,
        bool delivers = true
    ) =>
        database.ReadAsync<Outcome<HistoryPage>>(
            db =>
            {
                if (RoomList.Find(db, chat, caller.User) is not { } room)
                    return Refusal.NotFound;
                var found = History.Read(db, chat, page);
                if (room.Kind == "direct" && delivers)
                    delivery.Fetched(db, caller, found.Messages);
                return found;
            },
            cancel
        );

    public Task<Outcome<Message>> MessageAsync(Caller caller, long id, CancellationToken cancel) =>
        database.ReadAsync<Outcome<Message>>(
            db =>
                MessageLog.Find(db, id) is { } message && RoomList.Find(db, message.Chat, caller.User) is not null
                    ? message
                    : Refusal.NotFound,
            cancel
        );

    public Task<Outcome<List<Member>>> MembersAsync(
        Caller caller,
        long chat,
        long after,
        int limit,
        CancellationToken cancel
    ) =>
        database.ReadAsync<Outcome<List<Member>>>(
            db =>
                RoomList.Find(db, chat, caller.User) is null
                    ? Refusal.NotFound
                    : Membership.List(db, chat, after, limit),
            cancel
        );
}
