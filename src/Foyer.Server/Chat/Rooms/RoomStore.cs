using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Rooms;

/// <summary>Steps on the rows of rooms.</summary>
public static class RoomStore
{
    /// <summary>Adds a room and returns its id. The name of a public room must be unused.</summary>
    public static long Add(Write write, RoomKind kind, string name, string? topic, long? creator) =>
        write.One<long>(
            """
            insert into chats (kind, name, name_key, topic, created_by, created_at)
            values (@kind, @name, @key, @topic, @creator, @Now) returning id
            """,
            new
            {
                kind = kind.ToText(),
                name,
                key = TextKey.Of(name),
                topic,
                creator,
                write.Now,
            }
        );

    /// <summary>Raises the room's version and returns it; the room's row is locked until the commit.</summary>
    public static long NextVersion(Write write, long chat) =>
        write.One<long>("update chats set version = version + 1 where id = @chat returning version", new { chat });

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
