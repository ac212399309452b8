using Foyer.Protocol;
using Foyer.Server.Chat.Files;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>The uploads that waiting posts want to carry: read for all of them together, taken by one post each.</summary>
internal sealed class PostUploads
{
    private static readonly Refusal Unknown = Refusal.Invalid("attachments", "No such upload of yours in this room.");

    private readonly Dictionary<long, Attachment> waiting = [];
    private readonly List<(PendingPost Post, IReadOnlyList<Attachment> Files)> taken = [];

    public void Read(Write write, IEnumerable<PendingPost> posts)
    {
        waiting.Clear();
        taken.Clear();
        var ids = posts.SelectMany(post => post.Draft.Attachments).Distinct().ToList();
        if (ids.Count == 0)
            return;
        foreach (
            var file in write.List<Attachment>(
                $"""
                select {Attachment.Columns} from attachments a
                where a.id in {write.Database.Listed("bigint")} and a.message_id is null
                """,
                new { rows = Database.Values(ids) }
            )
        )
            waiting[file.Id] = file;
    }

    /// <summary>Takes what the post names out of what waits, all or nothing.</summary>
    public Refusal? Claim(PendingPost post)
    {
        var ids = post.Draft.Attachments;
        if (ids.Count == 0)
            return null;
        if (
            !ids.All(id =>
                waiting.TryGetValue(id, out var file) && file.User == post.Caller.User && file.Chat == post.Draft.Chat
            )
        )
            return Unknown;
        var files = ids.Distinct().Select(id => waiting[id]).ToList();
        foreach (var file in files)
            waiting.Remove(file.Id);
        taken.Add((post, files));
        return null;
    }

    /// <summary>Gives the stored messages their files.</summary>
    public void Attach(Write write)
    {
        foreach (var (post, files) in taken)
        {
            var message = post.Message!.Id;
            foreach (var (file, place) in files.Select((file, place) => (file, place)))
                Attachment.Attach(write, file.Id, message, place);
            MessageExtras.Mark(write, message, MessageExtras.Attachments);
            post.Message.Attachments = files;
        }
    }
}
