using System.Data.Common;
using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Keys of accounts by the current rule, for accounts from before it.</summary>
public static class AccountKeyMigration
{
    public static readonly CodeMigration Migration = new("0121_account_keys", Renew);

    private static void Renew(DbConnection connection, DbTransaction transaction)
    {
        Renew("username", Usernames.Key);
        Renew("email", EmailAddresses.Key);

        void Renew(string column, Func<string, string> key) =>
            UniqueKeys.Renew(
                connection,
                transaction,
                "users",
                $"{column}_key",
                $"select id, {column} as Text, {column}_key as Key from users order by id",
                key
            );
    }
}
