using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>Steps that find a message for somebody who wants to do something with it.</summary>
internal static class MessageAccess
{
    /// <summary>The message when the person may act in its room and it is not deleted.</summary>
    public static Outcome<Message> ToWrite(Write write, Caller caller, long id)
    {
        if (ToRead(write, caller, id).Refused(out var refusal, out var found))
            return refusal;
        var (room, message) = found;
        if (room.CheckWrite() is { } denied)
            return denied;
        return message.IsDeleted ? Refusal.MessageDeleted : message;
    }

    /// <summary>The message and its room when the person may see them; else it does not exist.</summary>
    public static Outcome<(Room Room, Message Message)> ToRead(Write write, Caller caller, long id)
    {
        if (AccessCheck.Check(write, caller) is { } refusal)
            return refusal;
        return
            MessageStore.Find(write, id) is { } message && RoomReads.Find(write, message.Chat, caller.User) is { } room
            ? (room, message)
            : Refusal.NotFound;
    }
}
