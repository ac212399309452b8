using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>Steps that find a message which the caller wants to act on.</summary>
internal static class MessageAccess
{
    /// <summary>Returns the message when the caller may write in its room and it is not deleted.</summary>
    public static Outcome<Message> FindWritable(this MessageStore messages, Write write, Caller caller, long id)
    {
        if (messages.FindReadable(write, caller, id).Refused(out var refusal, out var found))
            return refusal;
        var (room, message) = found;
        if (room.CheckWrite() is { } denied)
            return denied;
        return message.IsDeleted ? Refusal.MessageDeleted : message;
    }

    /// <summary>Returns the message and its room when the caller may read them, or "not found".</summary>
    public static Outcome<(Room Room, Message Message)> FindReadable(
        this MessageStore messages,
        Write write,
        Caller caller,
        long id
    )
    {
        if (AccessCheck.Check(write, caller) is { } refusal)
            return refusal;
        return messages.Find(write, id) is { } message && RoomReads.Find(write, message.Chat, caller.User) is { } room
            ? (room, message)
            : Refusal.NotFound;
    }
}
