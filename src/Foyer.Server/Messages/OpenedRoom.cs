using Foyer.Server.Accounts;
using Foyer.Server.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>A room as its page opens it: the version was read first, so whatever the messages miss comes after it.</summary>
/// <param name="Messages">The oldest first; without a cursor, around the first unread message or the latest.</param>
/// <param name="Pins">Ids of the messages that the room holds up.</param>
/// <param name="Blocked">Whom the reader blocked: the page folds what they say.</param>
public sealed record OpenedRoom(
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

    public static OpenedRoom? Of(Queries db, long chat, long user, Page page)
    {
        if (RoomList.Find(db, chat, user) is not { } room)
            return null;
        var position = ReadPosition.Find(db, chat, user);
        var isOpening = page is { Before: null, After: null };
        var history = History.Read(db, chat, isOpening ? position.Opening(db, chat, page) : page);
        history.Messages.Reverse();
        return new OpenedRoom(
            room,
            position,
            history.Messages,
            history.HasNext,
            history.HasPrevious,
            Membership.List(db, chat, 0, MostMembers),
            db.List<long>("select message_id from pins where chat_id = @chat", new { chat }),
            [.. Blocks.By(db, user)]
        );
    }
}
