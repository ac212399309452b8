using Foyer.Protocol;
using Foyer.Server.Live;
using Foyer.Server.Messages;
using Foyer.Server.Rooms;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>
/// Steps on the room that belongs to an event: whoever has a place is a member, whoever is invited or waits may read, in the
/// same transaction as the booking.
/// </summary>
public sealed class EventRoom(StatusLine lines, RoomNews news, RoomKeeping keeping, Hub hub, FoyerSettings settings)
{
    /// <summary>Opens the room, or opens it again, with all who belong to it.</summary>
    public void Open(Write write, Event happening)
    {
        if (happening.Chat is { } closed)
        {
            Lifecycle.Reopen(write, closed);
            Changed(write, closed, mayWrite: true);
            return;
        }
        var chat = Creation.Add(write, "event", Name(happening.Title), null, happening.CreatorId);
        write.Execute("update events set chat_id = @chat where id = @Id", new { chat, happening.Id });
        Membership.Add(write, chat, happening.CreatorId, "owner");
        lines.Joined(write, chat, happening.CreatorId);
        foreach (var booking in BookingLog.Of(write, happening.Id))
            if (booking.Status == Booking.Accepted)
                Seat(write, chat, booking.User);
            else
                Admit(write, chat, booking.User);
    }

    public void Rename(Write write, long? chat, string title)
    {
        if (chat is not { } room)
            return;
        Lifecycle.Rename(write, room, Name(title));
        news.Changed(write, room);
    }

    /// <summary>Nothing is posted any more; what was said stays to be read.</summary>
    public void Close(Write write, long? chat)
    {
        if (chat is not { } room)
            return;
        Lifecycle.Archive(write, room);
        Changed(write, room, mayWrite: false);
    }

    /// <summary>The event was cancelled: the reason is the last line, and all who are in it stay to read it (C-05).</summary>
    public void End(Write write, long? chat, string text)
    {
        if (chat is not { } room)
            return;
        lines.Say(write, room, text);
        Lifecycle.MakeReaders(write, room);
        news.RolesChanged(write, room, "reader");
        write.After(() => hub.Permit(room, false));
    }

    /// <summary>The room goes with all that was said in it.</summary>
    public void Delete(Write write, long chat) => keeping.Delete(write, chat);

    /// <summary>Somebody with a place takes part.</summary>
    public void Seat(Write write, long? chat, long user)
    {
        if (chat is not { } room || !Membership.Add(write, room, user, "member"))
            return;
        lines.Joined(write, room, user);
        news.RoleChanged(write, room, user, "member");
    }

    /// <summary>Somebody invited or waiting may read.</summary>
    public void Admit(Write write, long? chat, long user)
    {
        if (chat is { } room && Membership.Add(write, room, user, "reader"))
            news.RoleChanged(write, room, user, "reader");
    }

    /// <summary>The booking is gone, and so is the person.</summary>
    public void Dismiss(Write write, long? chat, long user)
    {
        if (chat is not { } room)
            return;
        var role = Membership.Role(write, room, user);
        if (!Membership.Remove(write, room, user))
            return;
        if (role != "reader")
            lines.Left(write, room, user);
        news.RoleChanged(write, room, user, null);
    }

    public void Say(Write write, long? chat, string text)
    {
        if (chat is { } room)
            lines.Say(write, room, text);
    }

    private void Changed(Write write, long chat, bool mayWrite)
    {
        news.Changed(write, chat);
        write.After(() => hub.Permit(chat, mayWrite));
    }

    private string Name(string title) => PlainText.Truncate(title, settings.Limits.RoomName);
}
