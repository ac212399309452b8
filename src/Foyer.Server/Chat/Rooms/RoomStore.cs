using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Rooms;

/// <summary>Steps in the life of a room after its creation.</summary>
public static class RoomStore
{
    public static void Rename(Write write, long chat, string name) =>
        write.Execute(
            "update chats set name = @name, name_key = @key where id = @chat",
            new
            {
                chat,
                name,
                key = TextKey.Of(name),
            }
        );

    public static void SetTopic(Write write, long chat, string? topic) =>
        write.Execute("update chats set topic = @topic where id = @chat", new { chat, topic });

    /// <summary>Nothing can be posted from here on; everything can be read. A second time changes nothing.</summary>
    public static void Archive(Write write, long chat) =>
        write.Execute(
            "update chats set archived_at = @Now where id = @chat and archived_at is null",
            new { chat, write.Now }
        );

    public static void Reopen(Write write, long chat) =>
        write.Execute("update chats set archived_at = null where id = @chat", new { chat });

    /// <summary>Everybody in it may only read from here on.</summary>
    public static void MakeReaders(Write write, long chat) =>
        write.Execute("update memberships set role = 'reader' where chat_id = @chat", new { chat });

    /// <summary>The room goes with all that was said in it.</summary>
    public static void Delete(Write write, long chat) =>
        write.Execute("delete from chats where id = @chat", new { chat });
}
