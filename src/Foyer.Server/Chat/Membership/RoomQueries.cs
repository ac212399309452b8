using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Membership;

/// <summary>Reads rooms and messages with the caller's rights. What the caller may not see is not found.</summary>
public sealed class RoomQueries(
    Database database,
    MessageStore messages,
    History history,
    DeliveryReceipts delivery,
    Hub hub
)
{
    public Task<Outcome<RoomSummary>> RoomAsync(Caller caller, long chat, CancellationToken cancel) =>
        database.ReadAsync<Outcome<RoomSummary>>(
            db =>
                RoomReads.Find(db, chat, caller.User) is { } room
                    ? RoomSummary.List(db, messages, [room], caller.User, hub.Presence)[0]
                    : Refusal.NotFound,
            cancel
        );

    /// <summary>The room when the person has joined it.</summary>
    public Task<Outcome<Room>> FindJoinedAsync(Caller caller, long chat, CancellationToken cancel) =>
        database.ReadAsync(db => RoomReads.FindJoined(db, chat, caller.User), cancel);

    /// <summary>Everything that a room's page shows, read at once.</summary>
    public Task<Outcome<RoomView>> OpenAsync(Caller caller, long chat, HistoryFilter page, CancellationToken cancel) =>
        database.ReadAsync<Outcome<RoomView>>(
            db => RoomView.Find(db, history, chat, caller.User, page) is { } room ? room : Refusal.NotFound,
            cancel
        );

    public Task<Outcome<RoomSettingsView>> FindSettingsAsync(Caller caller, long chat, CancellationToken cancel) =>
        database.ReadAsync(db => RoomSettingsView.Find(db, caller, chat), cancel);

    /// <param name="online">Whether to count who is online, which costs a look at each member.</param>
    public Task<List<RoomSummary>> MyRoomsAsync(
        Caller caller,
        long after,
        int limit,
        CancellationToken cancel,
        bool online = false
    ) => ListAsync(caller, db => RoomReads.ListMine(db, caller.User, after, limit), online, cancel);

    public Task<List<RoomSummary>> PublicRoomsAsync(
        Caller caller,
        string? search,
        long after,
        int limit,
        CancellationToken cancel,
        bool online = false
    ) => ListAsync(caller, db => RoomReads.ListPublic(db, caller.User, search, after, limit), online, cancel);

    public Task<List<RoomSummary>> SearchRoomsAsync(
        Caller caller,
        string search,
        long after,
        int limit,
        CancellationToken cancel,
        bool online = false
    ) => ListAsync(caller, db => RoomReads.Search(db, caller.User, search, after, limit), online, cancel);

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
        HistoryFilter page,
        CancellationToken cancel,
        bool delivers = true
    ) =>
        database.ReadAsync<Outcome<HistoryPage>>(
            db =>
            {
                if (RoomReads.Find(db, chat, caller.User) is not { } room)
                    return Refusal.NotFound;
                var found = history.Find(db, chat, page);
                if (room.Kind == RoomKind.Direct && delivers)
                    delivery.ConfirmFetched(db, caller, found.Messages);
                return found;
            },
            cancel
        );

    public Task<Outcome<Message>> MessageAsync(Caller caller, long id, CancellationToken cancel) =>
        database.ReadAsync<Outcome<Message>>(
            db =>
                messages.Find(db, id) is { } message && RoomReads.Find(db, message.Chat, caller.User) is not null
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
                RoomReads.Find(db, chat, caller.User) is null
                    ? Refusal.NotFound
                    : MembershipStore.List(db, chat, after, limit),
            cancel
        );

    private Task<List<RoomSummary>> ListAsync(
        Caller caller,
        Func<Queries, List<Room>> list,
        bool online,
        CancellationToken cancel
    ) =>
        database.ReadAsync(
            db => RoomSummary.List(db, messages, list(db), caller.User, online ? hub.Presence : null),
            cancel
        );
}
