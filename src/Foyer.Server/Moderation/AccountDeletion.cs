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
/// Deletes an account: cancels the user's own events with notice, withdraws their bookings and memberships, returns undelivered
/// messages to their senders, and keeps messages under "deleted user" or removes them, as requested. Then it ends every session,
/// socket and token.
/// </summary>
public sealed class AccountDeletion(
    Writer writer,
    Reauthentication reauthentication,
    Sessions sessions,
    AccountErasure erasure,
    UndeliveredMessages undelivered,
    MediaFolder media
)
{
    public async Task<Outcome<Done>> DeleteAsync(Proof proof, CancellationToken cancel)
    {
        if (await reauthentication.RequireAsync(proof, cancel) is { } refusal)
            return refusal;
        var (caller, fields, _) = proof;
        // It cannot be undone, so the password is required even right after a sign-in.
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
        // From here on it runs to the end, even when the client disconnects.
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
            // Messages that arrived while the rest was removed.
            undelivered.Return(write, account.Id, account.Username);
            sessions.EndAll(write, account.Id, SessionEndReason.SignedOut);
            // Upcoming events are deleted with their host; past events stay.
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
/// Removes what a user has stored in each slice before their account is deleted. It runs in many writes, because there may be
/// much to remove. Running it again changes nothing more, so an interrupted run is repeated from the beginning.
/// </summary>
public sealed class AccountErasure(
    Database database,
    EventCancellations cancellations,
    Bookings bookings,
    MessageEdits edits,
    UndeliveredMessages undelivered,
    Memberships memberships,
    TimeProvider time
)
{
    private const string Reason = "The host has left.";

    public async Task EraseAsync(Caller caller, bool messages, CancellationToken cancel)
    {
        foreach (var id in await IdsAsync<string>(OwnEvents, caller, cancel))
            await cancellations.CancelAsync(caller, Guid.Parse(id), Fields.Of([new("reason", Reason)]), cancel);
        foreach (
            var id in await IdsAsync<string>("select event_id from bookings where user_id = @User", caller, cancel)
        )
            await bookings.WithdrawAsync(caller, Guid.Parse(id), cancel);
        await undelivered.ReturnAsync(caller, cancel);
        if (messages)
            foreach (var id in await IdsAsync<long>(OwnMessages, caller, cancel))
                await edits.DeleteOwnAsync(caller, id, cancel);
        foreach (var id in await IdsAsync<long>(OwnRooms, caller, cancel))
            await memberships.LeaveAsync(caller, id, cancel);
    }

    // Past events stay.
    private const string OwnEvents = "select id from events where creator_id = @User and ends_at > @Now";

    private const string OwnMessages =
        "select id from messages where user_id = @User and deleted_at is null and kind in ('text', 'event') order by id";

    private const string OwnRooms =
        "select m.chat_id from memberships m join chats c on c.id = m.chat_id where m.user_id = @User and c.kind <> 'direct'";

    private Task<List<T>> IdsAsync<T>(string sql, Caller caller, CancellationToken cancel) =>
        database.ReadAsync(db => db.List<T>(sql, new { caller.User, Now = time.Now() }), cancel);
}
