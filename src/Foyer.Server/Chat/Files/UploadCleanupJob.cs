using Foyer.Server.Media;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Files;

/// <summary>Takes away what nobody needs: uploads that were not posted within an hour, files of rooms that are gone.</summary>
public sealed class UploadCleanupJob(
    Database database,
    WorkItems items,
    MediaFolder media,
    TimeProvider time,
    ILogger<UploadCleanupJob> log
) : PeriodicJob(TimeSpan.FromMinutes(10), items, time, log)
{
    private const string IsGone = "((message_id is null and created_at <= @before) or chat_id is null)";
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    public async Task CleanUpAsync(CancellationToken cancel)
    {
        var gone = await database.ReadAsync(
            db => db.List<long>($"select id from attachments where {IsGone}", Values(null, Time.Now())),
            cancel
        );
        await Items.EachAsync("uploads", gone, RemoveAsync, cancel);
        await RemoveUnknownAsync(cancel);
    }

    protected override Task RunAsync(CancellationToken cancel) => CleanUpAsync(cancel);

    // A file that cannot be removed now is one that no row knows, and is found again as such.
    private async Task RemoveAsync(long id, CancellationToken cancel)
    {
        string? file = null;
        await Items.WriteAsync(
            write =>
                file = write.First<string>(
                    $"delete from attachments where id = @id and {IsGone} returning file",
                    Values(id, write.Now)
                ),
            cancel
        );
        if (file is not null)
            media.Remove(Attachment.Folder, file);
    }

    private Task RemoveFileAsync(string file, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        media.Remove(Attachment.Folder, file);
        return Task.CompletedTask;
    }

    /// <summary>A process that died between storing a file and its row leaves a file that no row knows.</summary>
    private async Task RemoveUnknownAsync(CancellationToken cancel)
    {
        var old = media.OlderThan(Attachment.Folder, Time.GetUtcNow() - Kept).ToList();
        foreach (var names in old.Chunk(500))
        {
            var known = await database.ReadAsync(
                db =>
                    db.List<string>(
                        $"select file from attachments where file in {db.Database.Listed("text")}",
                        new { rows = Database.Values(names) }
                    ),
                cancel
            );
            await Items.EachAsync("files without a row", names.Except(known), RemoveFileAsync, cancel);
        }
    }

    private static object Values(long? id, long now) => new { id, before = now - Instants.Hour };
}
