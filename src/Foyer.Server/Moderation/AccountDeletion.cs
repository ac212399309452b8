using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Audit;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Events;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Mail;
using Foyer.Server.Media;
using Foyer.Server.People;
using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>
/// The end of an account: own events are cancelled with notice, bookings and memberships withdrawn, what waits
/// for them returned, messages kept under "deleted user" or removed, as asked. Then every session, socket and token ends with it.
/// </summary>
public sealed class AccountDeletion(
    Writer writer,
    Reauthentication reauthentication,
    Sessions sessions,
    AccountErasure erasure,
    UndeliveredMessages returning,
    MediaFolder media
)
{
    public async Task<Outcome<Done>> DeleteAsync(Proof proof, CancellationToken cancel)
    {
        if (await reauthentication.RequireAsync(proof, cancel) is { } refusal)
            return refusal;
        var (caller, fields, _) = proof;
        // Not undone by anything, so it takes the password even right after a sign-in.
        fields.Secret("password", Passwords.MaxLength);
        var messages = fields.Choice("messages", "keep", "remove");
        if (messages is null)
            fields.Refuse("messages", "Choose keep or remove.", "required");
        if (fields.Refusal is { } wrong)
            return wrong;
        if (
            (await writer.WriteAsync<Done>(write => MayNot(write, caller) is { } no ? no : new Done(), cancel)).Refused(
                out var ended
            )
        )
            return ended;
        // From here on it goes to its end, also when the asking page is closed.
        await erasure.EraseAsync(caller, messages == "remove", CancellationToken.None);
        return await EndAsync(caller);
    }

    private async Task<Outcome<Done>> EndAsync(Caller caller)
    {
        string? picture = null;
        var outcome = await writer.WriteAsync<Done>(write =>
        {
            if (MayNot(write, caller) is { } refusal)
                return refusal;
            var account = Account.ById(write, caller.User)!;
            picture = account.Avatar;
            MailQueue.Withdraw(write, account.Email);
            // What came while all else was cleared.
            returning.Return(write, account.Id, account.Username);
            sessions.EndAll(write, account.Id, SessionEndReason.SignedOut);
            // What is planned does not outlive its host; what took place does.
            EventStore.DeleteUpcoming(write, account.Id);
            Account.Delete(write, account.Id);
            return new Done();
        });
        if (!outcome.Refused(out _) && picture is not null)
            media.Remove(Avatars.Folder, Path.GetFileName(picture));
        return outcome;
    }

    private static Refusal? MayNot(Write write, Caller caller) =>
        AccessCheck.Check(write, caller)
        ?? (Permissions.IsLastOwner(write, caller.Username) ? Permissions.LastOwner : null);
}

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
