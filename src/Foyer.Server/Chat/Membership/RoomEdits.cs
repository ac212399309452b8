using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Audit;
using Foyer.Server.Chat.Files;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Live;
using Foyer.Server.Media;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Membership;

/// <summary>Renames, archives and deletes rooms. A room is deleted together with its messages.</summary>
public sealed class RoomEdits(Writer writer, Hub hub, RoomBroadcasts broadcasts, AuditLog auditLog, MediaFolder media)
{
    /// <summary>By its owner and moderators. A public room keeps a name of its own.</summary>
    public Task<Outcome<Done>> ChangeAsync(Caller caller, long chat, RoomDraft changes, CancellationToken cancel) =>
        writer.WriteAsync<Done>(
            write =>
            {
                if (RoomAccess.Find(write, caller, chat, RoomRole.Moderator).Refused(out var refusal, out var access))
                    return refusal;
                if (changes.Name is { } name && IsTaken(write, access.Room, name))
                    return Memberships.NameTaken;
                Change(write, chat, changes);
                if (access.Room.Kind == RoomKind.Public)
                    auditLog.AddEntry(write, caller, "room_change", null, Words(access.Room, changes));
                broadcasts.RoomChanged(write, chat);
                return new Done();
            },
            cancel
        );

    /// <summary>By its owner alone, for good. One that is gone already is not found, like all one may not see.</summary>
    public Task<Outcome<Done>> DeleteAsync(Caller caller, long chat, CancellationToken cancel) =>
        writer.WriteAsync<Done>(
            write =>
            {
                if (RoomAccess.Find(write, caller, chat, RoomRole.Owner).Refused(out var refusal, out var access))
                    return refusal;
                if (access.Room.Kind == RoomKind.Public)
                    auditLog.AddEntry(write, caller, "room_delete", null, access.Room.Name);
                Delete(write, chat);
                return new Done();
            },
            cancel
        );

    /// <summary>A step: deletes the room and its messages. The caller has checked the rights.</summary>
    public void Delete(Write write, long chat)
    {
        broadcasts.RoomDeleted(write, chat);
        MessageStore.Erase(write, chat);
        var files = Attachment.RemoveOfRoom(write, chat);
        RoomStore.Delete(write, chat);
        write.After(() => files.ForEach(file => media.Remove(Attachment.Folder, file)));
    }

    private static string Words(Room room, RoomDraft changes)
    {
        List<string> text = [];
        if (changes.Name is { } name)
            text.Add($"name {name}");
        if (changes.HasTopic)
            text.Add("topic");
        if (changes.Archived is { } archived)
            text.Add(archived ? "archived" : "reopened");
        return $"{room.Name}: {string.Join(", ", text)}";
    }

    private static bool IsTaken(Write write, Room room, string name) =>
        room.Kind == RoomKind.Public && RoomReads.FindByName(write, name, 0) is { } other && other.Id != room.Id;

    private void Change(Write write, long chat, RoomDraft changes)
    {
        if (changes.Name is { } name)
            RoomStore.Rename(write, chat, name);
        if (changes.HasTopic)
            RoomStore.SetTopic(write, chat, changes.Topic);
        if (changes.Archived is { } archived)
        {
            if (archived)
                RoomStore.Archive(write, chat);
            else
                RoomStore.Reopen(write, chat);
            write.After(() => hub.SetWritable(chat, !archived));
        }
    }
}
