using Foyer.Server.Accounts;
using Foyer.Server.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>A room as its page opens it: the version was read first, so whatever the messages miss comes after it.</summary>
/// <param name="ReadTo">The read marker; the newest message for who has not joined, so that nothing looks unread.</param>
/// <param name="Messages">The oldest first.</param>
/// <param name="Pins">Ids of the messages that the room holds up.</param>
/// <param name="Blocked">Whom the reader blocked: the page folds what they say.</param>
public sealed record OpenedRoom(
    Room Room,
    long ReadTo,
    IReadOnlyList<Message> Messages,
    bool HasOlder,
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
        var history = History.Read(db, chat, page);
        history.Messages.Reverse();
        var marker = db.First<long?>(
            "select read_to from memberships where chat_id = @chat and user_id = @user",
            new { chat, user }
        );
        var readTo = marker ?? (history.Messages.Count > 0 ? history.Messages[^1].Id : 0);
        return new OpenedRoom(
            room,
            readTo,
            history.Messages,
            history.HasNext,
            Membership.List(db, chat, 0, MostMembers),
            db.List<long>("select message_id from pins where chat_id = @chat", new { chat }),
            [.. Blocks.By(db, user)]
        );
    }
}
