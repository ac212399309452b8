using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Chat.Unread;
using Foyer.Server.People;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Membership;

/// <summary>A room as its page opens it: the version was read first, so whatever the messages miss comes after it.</summary>
/// <param name="Messages">The oldest first; without a cursor, around the first unread message or the latest.</param>
/// <param name="Pins">Ids of the messages that the room holds up.</param>
/// <param name="Blocked">Whom the reader blocked: the page folds what they say.</param>
public sealed record RoomView(
    Room Room,
    ReadPosition Position,
    IReadOnlyList<Message> Messages,
    bool HasOlder,
    bool HasNewer,
    IReadOnlyList<Member> Members,
    IReadOnlyList<long> Pins,
    IReadOnlyList<long> Blocked
)
{
    private const int MostMembers = 500;

    public static RoomView? Find(Queries db, History history, long chat, long user, HistoryFilter page)
    {
        if (RoomReads.Find(db, chat, user) is not { } room)
            return null;
        var position = ReadPosition.Find(db, chat, user);
        var isOpening = page is { Before: null, After: null };
        var found = history.Find(db, chat, isOpening ? position.Opening(db, chat, page) : page);
        found.Messages.Reverse();
        return new RoomView(
            room,
            position,
            found.Messages,
            found.HasNext,
            found.HasPrevious,
            MembershipStore.List(db, chat, 0, MostMembers),
            db.List<long>("select message_id from pins where chat_id = @chat", new { chat }),
            [.. Blocks.ListBlockedBy(db, user)]
        );
    }
}
