using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Events;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>
/// Takes out of every slice what somebody who goes for good had there. In steps of its own writes, since it may be much; done
/// twice it changes nothing more, so that whoever was interrupted begins again.
/// </summary>
public sealed class AccountErasure(
    Database database,
    EventCancellations cancelling,
    Bookings seating,
    MessageEdits changing,
    UndeliveredMessages returning,
    Memberships joining,
    TimeProvider time
)
{
    private const string Reason = "The host has left.";

    public async Task EraseAsync(Caller caller, bool messages, CancellationToken cancel)
    {
        foreach (var id in await IdsAsync<string>(OwnEvents, caller, cancel))
            await cancelling.CancelAsync(caller, Guid.Parse(id), Fields.Of([new("reason", Reason)]), cancel);
        foreach (
            var id in await IdsAsync<string>("select event_id from bookings where user_id = @User", caller, cancel)
        )
            await seating.WithdrawAsync(caller, Guid.Parse(id), cancel);
        await returning.ReturnAsync(caller, cancel);
        if (messages)
            foreach (var id in await IdsAsync<long>(OwnMessages, caller, cancel))
                await changing.DeleteOwnAsync(caller, id, cancel);
        foreach (var id in await IdsAsync<long>(OwnRooms, caller, cancel))
            await joining.LeaveAsync(caller, id, cancel);
    }

    // What is over took place, and stays.
    private const string OwnEvents = "select id from events where creator_id = @User and ends_at > @Now";

    private const string OwnMessages =
        "select id from messages where user_id = @User and deleted_at is null and kind in ('text', 'event') order by id";

    private const string OwnRooms =
        "select m.chat_id from memberships m join chats c on c.id = m.chat_id where m.user_id = @User and c.kind <> 'direct'";

    private Task<List<T>> IdsAsync<T>(string sql, Caller caller, CancellationToken cancel) =>
        database.ReadAsync(db => db.List<T>(sql, new { caller.User, Now = time.Now() }), cancel);
}
