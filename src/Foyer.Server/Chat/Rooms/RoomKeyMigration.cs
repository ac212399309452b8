using System.Data.Common;
using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Rooms;

/// <summary>Keys of rooms by the current rule, for rooms from before it.</summary>
public static class RoomKeyMigration
{
    public static readonly CodeMigration Migration = new("0122_room_keys", Renew);

    // Only public names are unique; each of the others is alone with its id.
    private static void Renew(DbConnection connection, DbTransaction transaction)
    {
        Renew("= 'public'", TextKey.Of);
        Renew("<> 'public'", TextKey.Of);

        void Renew(string kind, Func<string, string> key) =>
            UniqueKeys.Renew(
                connection,
                transaction,
                "chats",
                "name_key",
                $"select id, name as Text, name_key as Key from chats where kind {kind} order by id",
                key
            );
    }
}
