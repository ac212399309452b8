using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Files;
using Foyer.Server.Live;
using Foyer.Server.Media;
using Foyer.Server.People;
using Foyer.Server.Storage;

namespace Foyer.Server.Moderation;

/// <summary>
/// Everything that one person has written and given, as a ZIP of JSON and files. It is made while it is sent, from short
/// reads, so that neither memory nor the database feels how much it is.
/// </summary>
public sealed class DataExport
{
    // As many messages of the house are looked through at once, whoever wrote them.
    private const long Window = 50_000;
    private const int LongestName = 100;
    private const int Tail = 64 * 1024;

    private static readonly JsonSerializerOptions Json = new(ApiJson.Options) { WriteIndented = true };

    private readonly Database database;
    private readonly MediaFolder media;
    private readonly long user;

    internal DataExport(Database database, MediaFolder media, long user, string name)
    {
        this.database = database;
        this.media = media;
        this.user = user;
        FileName = $"{name}.zip";
    }

    public string FileName { get; }

    public async Task WriteAsync(Stream target, CancellationToken cancel)
    {
        // An entry's end is written synchronously, which a connection refuses: it waits here until the next flush.
        var tail = new BufferedStream(target, Tail);
        await using (
            var zip = await ZipArchive.CreateAsync(
                tail,
                ZipArchiveMode.Create,
                leaveOpen: true,
                entryNameEncoding: null,
                cancel
            )
        )
        {
            foreach (var (file, sql) in DataExportTables.All)
                await AddAsync(zip, tail, file, await RowsAsync(sql, new { user }, cancel), cancel);
            await AddAsync(zip, tail, "messages.json", MessagesAsync(cancel), cancel);
            await AddFilesAsync(zip, tail, cancel);
            await AddPictureAsync(zip, tail, cancel);
        }
        await tail.FlushAsync(cancel);
    }

    private sealed record Given(long Id, long Message, string Name, string Type, long Size, string File)
    {
        // The name is the person's: what a system could take for a path, or not at all, is left out.
        public string Path =>
            $"files/{Id}-{string.Concat(Name.Select(content => char.IsLetterOrDigit(content) || content is '.' or '-' or '_' or ' ' ? content : '_').Take(LongestName))}";
    }

    private async IAsyncEnumerable<Dictionary<string, object?>> MessagesAsync(
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        var last = await database.ReadAsync(db => db.One<long>("select coalesce(max(id), 0) from messages"), cancel);
        for (var after = 0L; after < last; after += Window)
            foreach (
                var row in await RowsAsync(
                    DataExportTables.Messages,
                    new
                    {
                        user,
                        after,
                        to = after + Window,
                    },
                    cancel
                )
            )
                yield return row;
    }

    private async Task AddFilesAsync(ZipArchive zip, Stream tail, CancellationToken cancel)
    {
        var files = await database.ReadAsync(db => db.List<Given>(DataExportTables.Files, new { user }), cancel);
        await AddAsync(
            zip,
            tail,
            "files.json",
            files.Select(file => new
            {
                file.Message,
                file.Name,
                file.Type,
                file.Size,
                file.Path,
            }),
            cancel
        );
        foreach (var file in files)
            await AddFileAsync(zip, tail, file.Path, media.PathOf(Attachment.Folder, file.File), cancel);
    }

    private async Task AddPictureAsync(ZipArchive zip, Stream tail, CancellationToken cancel)
    {
        if (await database.ReadAsync(db => Account.ById(db, user)?.Avatar, cancel) is not { } path)
            return;
        var name = Path.GetFileName(path);
        await AddFileAsync(zip, tail, $"avatar{Path.GetExtension(name)}", media.PathOf(Avatars.Folder, name), cancel);
    }

    private async Task<List<Dictionary<string, object?>>> RowsAsync(
        string sql,
        object values,
        CancellationToken cancel
    ) =>
        await database.ReadAsync(
            db =>
                db.List<object>(sql, values)
                    .Cast<IDictionary<string, object?>>()
                    .Select(row => row.ToDictionary(column => column.Key, Spell))
                    .ToList(),
            cancel
        );

    private static object? Spell(KeyValuePair<string, object?> column) =>
        column.Key.EndsWith("_at", StringComparison.Ordinal) && column.Value is long instant
            ? Instants.ToText(instant)
            : column.Value;

    private static async Task AddAsync<T>(ZipArchive zip, Stream tail, string name, T content, CancellationToken cancel)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(cancel);
        await JsonSerializer.SerializeAsync(entry, content, Json, cancel);
        await EndAsync(entry, tail, cancel);
    }

    /// <summary>Pictures and archives are packed already. What was deleted meanwhile is left out.</summary>
    private static async Task AddFileAsync(
        ZipArchive zip,
        Stream tail,
        string name,
        string path,
        CancellationToken cancel
    )
    {
        if (!File.Exists(path))
            return;
        await using var file = File.OpenRead(path);
        await using var entry = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(cancel);
        await file.CopyToAsync(entry, cancel);
        await EndAsync(entry, tail, cancel);
    }

    private static async Task EndAsync(Stream entry, Stream tail, CancellationToken cancel)
    {
        await entry.FlushAsync(cancel);
        await tail.FlushAsync(cancel);
    }
}

/// <summary>Starts exports, after a re-authentication, and limits how many a user can start in an hour.</summary>
public sealed class DataExports(
    Database database,
    Reauthentication reauthentication,
    MediaFolder media,
    TimeProvider time
)
{
    private const int PerHour = 5;

    private readonly KeyedRateLimiter perPerson = new(PerHour, TimeSpan.FromHours(1), time);

    public async Task<Outcome<DataExport>> BeginAsync(Proof proof, CancellationToken cancel)
    {
        var user = proof.Caller.User;
        if ((await reauthentication.RequireAsync(proof, cancel) ?? perPerson.TryTake($"{user}")) is { } refusal)
            return refusal;
        return new DataExport(database, media, user, $"foyer-{user}");
    }
}
