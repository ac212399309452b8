using Foyer.Protocol;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Live;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>
/// Steps on the room that belongs to an event: whoever has a place is a member, whoever is invited or waits may read, in the
/// same transaction as the booking.
/// </summary>
public sealed class EventRoom(
    SystemMessages lines,
    RoomBroadcasts broadcasts,
    RoomEdits keeping,
    Hub hub,
    FoyerSettings settings
)
{
    /// <summary>How long a room stays open after its event, or readable after its cancellation, in microseconds.</summary>
    public long Lifetime { get; } = settings.Events.RoomDays * Instants.Day;

    /// <summary>Opens the room, or opens it again, with all who belong to it.</summary>
    public void Open(Write write, CommunityEvent communityEvent)
    {
        if (communityEvent.Chat is { } closed)
        {
            RoomStore.Reopen(write, closed);
            Changed(write, closed, mayWrite: true);
            return;
        }
        var chat = RoomStore.Add(write, RoomKind.Event, Name(communityEvent.Title), null, communityEvent.CreatorId);
        write.Execute("update events set chat_id = @chat where id = @Id", new { chat, communityEvent.Id });
        MembershipStore.Add(write, chat, communityEvent.CreatorId, RoomRole.Owner);
        lines.AddJoined(write, chat, communityEvent.CreatorId);
        foreach (var booking in BookingStore.List(write, communityEvent.Id))
            if (booking.Status == BookingStatus.Accepted)
                AddMember(write, chat, booking.User);
            else
                AddReader(write, chat, booking.User);
    }

    public void Rename(Write write, long? chat, string title)
    {
        if (chat is not { } room)
            return;
        RoomStore.Rename(write, room, Name(title));
        broadcasts.RoomChanged(write, room);
    }

    /// <summary>Nothing is posted any more; what was said stays to be read.</summary>
    public void Close(Write write, long? chat)
    {
        if (chat is not { } room)
            return;
        RoomStore.Archive(write, room);
        Changed(write, room, mayWrite: false);
    }

    /// <summary>Closes the room of a cancelled event: the reason is the last message, and all members stay to read it.</summary>
    public void End(Write write, long? chat, string text)
    {
        if (chat is not { } room)
            return;
        lines.AddText(write, room, text);
        RoomStore.MakeReaders(write, room);
        broadcasts.RolesChanged(write, room, RoomRole.Reader);
        write.After(() => hub.SetWritable(room, false));
    }

    /// <summary>The room goes with all that was said in it.</summary>
    public void Delete(Write write, long chat) => keeping.Delete(write, chat);

    /// <summary>Somebody with a place takes part.</summary>
    public void AddMember(Write write, long? chat, long user)
    {
        if (chat is not { } room || !MembershipStore.Add(write, room, user, RoomRole.Member))
            return;
        lines.AddJoined(write, room, user);
        broadcasts.RoleChanged(write, room, user, RoomRole.Member);
    }

    /// <summary>Somebody invited or waiting may read.</summary>
    public void AddReader(Write write, long? chat, long user)
    {
        if (chat is { } room && MembershipStore.Add(write, room, user, RoomRole.Reader))
            broadcasts.RoleChanged(write, room, user, RoomRole.Reader);
    }

    /// <summary>The booking is gone, and so is the person.</summary>
    public void Remove(Write write, long? chat, long user)
    {
        if (chat is not { } room)
            return;
        var role = MembershipStore.Role(write, room, user);
        if (!MembershipStore.Remove(write, room, user))
            return;
        if (role != RoomRole.Reader)
            lines.AddLeft(write, room, user);
        broadcasts.RoleChanged(write, room, user, null);
    }

    public void AddSystemMessage(Write write, long? chat, string text)
    {
        if (chat is { } room)
            lines.AddText(write, room, text);
    }

    private void Changed(Write write, long chat, bool mayWrite)
    {
        broadcasts.RoomChanged(write, chat);
        write.After(() => hub.SetWritable(chat, mayWrite));
    }

    private string Name(string title) => PlainText.Truncate(title, settings.Limits.RoomName);
}
