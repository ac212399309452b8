using Foyer.Server.Storage;

namespace Foyer.Server.Accounts;

/// <summary>Removes expired rows once a minute, whether or not they are requested. Each row is a separate write.</summary>
public sealed class ExpiryJob(
    Sessions sessions,
    Database database,
    WorkItems items,
    TimeProvider time,
    ILogger<ExpiryJob> log
) : PeriodicJob(TimeSpan.FromMinutes(1), items, time, log)
{
    private const long Unconfirmed = 7 * Instants.Day;

    public async Task TidyAsync(CancellationToken cancel)
    {
        await sessions.TidyAsync(cancel);
        await DeleteEachAsync<string>("links", "hash", "expires_at <= @now", cancel);
        await DeleteEachAsync<string>("email_undos", "hash", "expires_at <= @now", cancel);
        await DeleteEachAsync<string>("passkey_challenges", "id", "expires_at <= @now", cancel);
        await DeleteEachAsync<string>("community_invites", "hash", "expires_at <= @now or uses_left = 0", cancel);
        await DeleteEachAsync<long>("users", "id", "verified_at is null and created_at <= @unconfirmed", cancel);
    }

    protected override Task RunAsync(CancellationToken cancel) => TidyAsync(cancel);

    private async Task DeleteEachAsync<T>(string table, string key, string isOver, CancellationToken cancel)
    {
        var keys = await database.ReadAsync(
            db => db.List<T>($"select {key} from {table} where {isOver}", Values<object?>(null, Time.Now())),
            cancel
        );
        await Items.WriteEachAsync(
            $"expired {table.Replace('_', ' ')}",
            keys,
            // Checks the condition again: the account may have been confirmed meanwhile.
            (write, row) =>
                write.Execute($"delete from {table} where {key} = @row and ({isOver})", Values(row, write.Now)),
            cancel
        );
    }

    private static object Values<T>(T row, long now) =>
        new
        {
            row,
            now,
            unconfirmed = now - Unconfirmed,
        };
}
