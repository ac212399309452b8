using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Rooms;

/// <summary>Steps that make rooms.</summary>
public static class RoomCreation
{
    /// <summary>Makes a room and answers its id. The name must be free when the kind is public.</summary>
    public static long Add(Write write, string kind, string name, string? topic, long? creator) =>
        write.One<long>(
            """
            insert into chats (kind, name, name_key, topic, created_by, created_at)
            values (@kind, @name, @key, @topic, @creator, @Now) returning id
            """,
            new
            {
                kind,
                name,
                key = TextKey.Of(name),
                topic,
                creator,
                write.Now,
            }
        );

    /// <summary>Takes the room's next version; the room's row is held until the commit.</summary>
    public static long NextVersion(Write write, long chat) =>
        write.One<long>("update chats set version = version + 1 where id = @chat returning version", new { chat });
}
