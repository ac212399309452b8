using Foyer.Server.Media;
using Foyer.Server.Storage;

namespace Foyer.Server.Messages;

/// <summary>Takes away what nobody needs: uploads that were not posted within an hour, files of rooms that are gone.</summary>
public sealed class Sweeping(
    Database database,
    Writer writer,
    MediaFolder media,
    TimeProvider time,
    ILogger<Sweeping> log
) : Round(TimeSpan.FromMinutes(10), time, log)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    public async Task SweepAsync(CancellationToken cancel)
    {
        var stored = await writer.WriteAsync<List<string>>(
            write =>
                write.List<string>(
                    "delete from attachments where (message_id is null and created_at <= @before) or chat_id is null returning file",
                    new { before = write.Now - Clock.Hour }
                ),
            cancel
        );
        if (!stored.Refused(out _, out var gone))
            gone.ForEach(file => media.Remove(Attachment.Folder, file));
        await RemoveUnknownAsync(cancel);
    }

    protected override Task RunAsync(CancellationToken cancel) => SweepAsync(cancel);

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
            foreach (var name in names.Except(known))
                media.Remove(Attachment.Folder, name);
        }
    }
}
