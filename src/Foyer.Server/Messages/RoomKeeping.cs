using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Live;
using Foyer.Server.Media;
using Foyer.Server.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>Renames, archives and deletes rooms. It stands here because a room goes with all that was said in it.</summary>
public sealed class RoomKeeping(Writer writer, Hub hub, RoomNews news, NoteDeed note, MediaFolder media)
{
    /// <summary>By its owner and moderators. A public room keeps a name of its own.</summary>
    public Task<Outcome<Done>> ChangeAsync(Caller caller, long chat, RoomChanges changes, CancellationToken cancel) =>
        writer.WriteAsync<Done>(
            write =>
            {
                if (Keeper.Find(write, caller, chat, Keeper.Moderator).Refused(out var refusal, out var keeper))
                    return refusal;
                if (changes.Name is { } name && IsTaken(write, keeper.Room, name))
                    return Joining.NameTaken;
                Change(write, chat, changes);
                if (keeper.Room.Kind == "public")
                    note(write, caller, "room_change", null, Words(keeper.Room, changes));
                news.Changed(write, chat);
                return new Done();
            },
            cancel
        );

    /// <summary>By its owner alone, for good. One that is gone already is not found, like all one may not see.</summary>
    public Task<Outcome<Done>> DeleteAsync(Caller caller, long chat, CancellationToken cancel) =>
        writer.WriteAsync<Done>(
            write =>
            {
                if (Keeper.Find(write, caller, chat, Keeper.Owner).Refused(out var refusal, out var keeper))
                    return refusal;
                if (keeper.Room.Kind == "public")
                    note(write, caller, "room_delete", null, keeper.Room.Name);
                Delete(write, chat);
                return new Done();
            },
            cancel
        );

    /// <summary>A step, for whoever has checked the rights: the room goes with all that was said in it.</summary>
    public void Delete(Write write, long chat)
    {
        news.Deleted(write, chat);
        MessageLog.Erase(write, chat);
        var files = write.List<string>("delete from attachments where chat_id = @chat returning file", new { chat });
        Lifecycle.Delete(write, chat);
        write.After(() => files.ForEach(file => media.Remove(Attachment.Folder, file)));
    }

    private static string Words(Room room, RoomChanges changes)
    {
        List<string> words = [];
        if (changes.Name is { } name)
            words.Add($"name {name}");
        if (changes.HasTopic)
            words.Add("topic");
        if (changes.Archived is { } archived)
            words.Add(archived ? "archived" : "reopened");
        return $"{room.Name}: {string.Join(", ", words)}";
    }

    private static bool IsTaken(Write write, Room room, string name) =>
        room.Kind == "public" && RoomList.FindByName(write, name, 0) is { } other && other.Id != room.Id;

    private void Change(Write write, long chat, RoomChanges changes)
    {
        if (changes.Name is { } name)
            Lifecycle.Rename(write, chat, name);
        if (changes.HasTopic)
            Lifecycle.SetTopic(write, chat, changes.Topic);
        if (changes.Archived is { } archived)
        {
            if (archived)
                Lifecycle.Archive(write, chat);
            else
                Lifecycle.Reopen(write, chat);
            write.After(() => hub.Permit(chat, !archived));
        }
    }
}
