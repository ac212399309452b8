using System.Data.Common;
using Dapper;
using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>Brings stored reactions to the fully qualified spelling; those that become the same are merged.</summary>
public static class ReactionMigration
{
    public static readonly CodeMigration Migration = new("0123_reaction_spellings", Qualify);

    private static void Qualify(DbConnection connection, DbTransaction transaction)
    {
        foreach (
            var emoji in connection
                .Query<string>("select distinct emoji from reactions", transaction: transaction)
                .ToList()
        )
            if (Emoji.Qualify(emoji) is { } qualified && qualified != emoji)
            {
                connection.Execute(
                    """
                    insert into reactions (message_id, user_id, emoji, created_at)
                    select message_id, user_id, @qualified, created_at from reactions where emoji = @emoji
                    on conflict do nothing
                    """,
                    new { emoji, qualified },
                    transaction
                );
                connection.Execute("delete from reactions where emoji = @emoji", new { emoji }, transaction);
            }
    }
}
