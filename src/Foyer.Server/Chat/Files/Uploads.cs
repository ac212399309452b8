using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Media;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Files;

/// <summary>Takes in files for messages, and hands them out to who may read the message.</summary>
public sealed class Uploads(
    Database database,
    Writer writer,
    MediaFolder media,
    Previews previews,
    FoyerSettings settings
)
{
    private const int LongestName = 200;

    private readonly PerUserLock turns = new();

    /// <summary>Stores a file for a room one may write in. It is one's own until it is posted, and goes after an hour otherwise.</summary>
    // A person's files come in one after the other: many at once would take more of the disk than their quota while they come.
    public Task<Outcome<Attachment>> UploadAsync(
        Caller caller,
        long chat,
        string name,
        Stream content,
        CancellationToken cancel
    ) =>
        ReadName(name).Refused(out var refusal, out var shown)
            ? Task.FromResult<Outcome<Attachment>>(refusal)
            : turns.RunAsync(caller.User, () => TakeInAsync(caller, chat, shown, content, cancel), cancel);

    /// <summary>Says what an own upload shows, as long as it is not posted.</summary>
    public Task<Outcome<Attachment>> DescribeAsync(Caller caller, long id, string? alt, CancellationToken cancel) =>
        writer.WriteAsync<Attachment>(
            write =>
            {
                if (AccessCheck.Check(write, caller) is { } refusal)
                    return refusal;
                var described = write.Execute(
                    "update attachments set alt = @alt where id = @id and user_id = @User and message_id is null",
                    new
                    {
                        id,
                        caller.User,
                        alt,
                    }
                );
                return described == 0
                    ? Refusal.NotFound
                    : write.One<Attachment>(
                        $"select {Attachment.Columns} from attachments a where a.id = @id",
                        new { id }
                    );
            },
            cancel
        );

    /// <summary>
    /// Returns the file, or the preview when <paramref name="file"/> is the name of one, if the person may read it now: it is
    /// their own upload, or in a message they may see. Checked at each read. Returns the file itself where the preview is missing.
    /// </summary>
    public Task<Outcome<StoredFile>> FindAsync(Caller caller, string file, CancellationToken cancel) =>
        database.ReadAsync<Outcome<StoredFile>>(
            db =>
                db.First<Attachment>(
                    $"select {Attachment.Columns} from attachments a where a.file = @original",
                    new { original = MediaFolder.OriginalOf(file) }
                )
                    is { } found
                && (found.File == file || found.PreviewUrl is not null)
                && MayRead(db, caller, found)
                    ? Stored(found, file)
                    : Refusal.NotFound,
            cancel
        );

    // A backup may have left the previews out.
    private StoredFile Stored(Attachment found, string name)
    {
        var path = media.PathOf(Attachment.Folder, name);
        return name == found.File || File.Exists(path)
            ? new StoredFile(found, name, path)
            : new StoredFile(found, found.File, media.PathOf(Attachment.Folder, found.File));
    }

    private async Task<Outcome<Attachment>> TakeInAsync(
        Caller caller,
        long chat,
        string name,
        Stream content,
        CancellationToken cancel
    )
    {
        // Asked before the body is read, which has a byte at least, and again when it is stored.
        if (await database.ReadAsync(db => MayUpload(db, caller, chat, 1), cancel) is { } refused)
            return refused;
        if (
            (
                await media.SaveAsync(
                    Attachment.Folder,
                    content,
                    settings.Limits.Upload.Bytes,
                    onlyPictures: false,
                    cancel
                )
            ).Refused(out var refusal, out var file)
        )
            return refusal;
        var isStored = false;
        try
        {
            var preview = await previews.CreateAsync(Attachment.Folder, file, cancel);
            var outcome = await writer.WriteAsync(
                write => Store(write, caller, chat, name, file, preview),
                CancellationToken.None
            );
            isStored = !outcome.Refused(out _);
            return outcome;
        }
        finally
        {
            if (!isStored)
                media.Remove(Attachment.Folder, file.Name);
        }
    }

    private Outcome<Attachment> Store(
        Write write,
        Caller caller,
        long chat,
        string name,
        MediaFile file,
        Preview? preview
    )
    {
        Hold(write, caller);
        if ((AccessCheck.Check(write, caller) ?? MayUpload(write, caller, chat, file.Size)) is { } refusal)
            return refusal;
        var id = write.One<long>(
            """
            insert into attachments (file, user_id, chat_id, name, type, size, width, height, preview_width, preview_height, created_at)
            values (@Name, @User, @chat, @shown, @Type, @Size, @Width, @Height, @previewWidth, @previewHeight, @Now) returning id
            """,
            new
            {
                file.Name,
                caller.User,
                chat,
                shown = name,
                file.Type,
                file.Size,
                file.Width,
                file.Height,
                previewWidth = preview?.Width,
                previewHeight = preview?.Height,
                write.Now,
            }
        );
        return new Attachment(
            id,
            file.Name,
            caller.User,
            chat,
            null,
            name,
            file.Type,
            file.Size,
            file.Width,
            file.Height,
            PreviewWidth: preview?.Width,
            PreviewHeight: preview?.Height
        );
    }

    // Until the commit, since another node may store a file of the same person.
    private static void Hold(Write write, Caller caller) =>
        write.First<long>($"select id from users where id = @User{write.Database.ForUpdate}", new { caller.User });

    private Refusal? MayUpload(Queries db, Caller caller, long chat, long size) =>
        RoomReads.Find(db, chat, caller.User) is not { } room
            ? Refusal.NotFound
            : room.CheckWrite() ?? OverQuota(db, caller, size);

    private Refusal? OverQuota(Queries db, Caller caller, long size)
    {
        var most = settings.Limits.UploadsPerUser.Bytes;
        var used =
            most == 0
                ? 0
                : db.One<long>(
                    "select coalesce(sum(size), 0) from attachments where user_id = @User",
                    new { caller.User }
                );
        return most > 0 && used + size > most
            ? Refusal.Of(
                413,
                "quota_exceeded",
                $"Your files may take {settings.Limits.UploadsPerUser} in all. Delete some first.",
                "file"
            )
            : null;
    }

    private static bool MayRead(Queries db, Caller caller, Attachment file) =>
        file.Message is null
            ? file.User == caller.User
            : file.Chat is { } chat && RoomReads.Find(db, chat, caller.User) is not null;

    /// <summary>
    /// What the person called it, without folders and without marks of direction, which could hide its real ending; it is only ever
    /// shown. A file needs no name, but a name needs something visible.
    /// </summary>
    private Outcome<string> ReadName(string name)
    {
        var last = TextRules.WithoutDirections(name[(name.LastIndexOfAny(['/', '\\']) + 1)..]).Trim();
        if (last.Length == 0 && name.Length == 0)
            return "file";
        var most = Math.Min(settings.Limits.FileName, LongestName);
        if (last.Length > most)
            last = last[^most..];
        return TextRules.Check(last, most, 1, lines: false, out var shown) switch
        {
            null => shown,
            { Code: "blank" } => Refusal.Invalid("file", "The name of the file needs a visible character.", "blank"),
            _ => "file",
        };
    }
}

/// <summary>A file that may be read: an attachment, or the preview of one.</summary>
/// <param name="Name">Of the file that was asked for.</param>
public sealed record StoredFile(Attachment Attachment, string Name, string Path)
{
    public bool IsPreview => Name != Attachment.File;
}
