using System.Security.Cryptography;
using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Media;

/// <summary>The files that people gave, in folders by purpose, each under a random name.</summary>
public sealed class MediaFolder(DataFolder data, PictureSlots desk, TimeProvider time)
{
    private const string Drafts = "drafts";
    private const string PreviewSuffix = ".preview.webp";
    private const int NameBytes = 16;
    private const int Portion = 64 * 1024;
    private const long LargestPicture = 64L * 1024 * 1024;

    /// <summary>
    /// Keeps what the stream holds. A picture is checked and freed of its metadata first; anything else is kept as it is,
    /// unless only pictures are wanted. Nothing stays behind when it is refused.
    /// </summary>
    public async Task<Outcome<MediaFile>> SaveAsync(
        string folder,
        Stream content,
        long most,
        bool onlyPictures,
        CancellationToken cancel
    )
    {
        var draft = PathOf(Drafts, NewName());
        try
        {
            var size = await CopyAsync(content, draft, most, cancel);
            if (size > most)
                return TooLarge(most);
            if (size == 0)
                return Refusal.Invalid("file", "The file is empty.", "blank");
            return onlyPictures || await BeginsLikePictureAsync(draft, cancel)
                ? await desk.EnterAsync(() => KeepPictureAsync(folder, draft, size, cancel), cancel)
                : Keep(folder, draft, size);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>Where a file lies. Names are ours, so they lead nowhere else; a foreign one has none.</summary>
    public string PathOf(string folder, string name) =>
        name == Path.GetFileName(name)
            ? Path.Combine(data.Folder("media/" + folder), name)
            : throw new ArgumentException("Not a name of ours.");

    /// <summary>Returns the name of the preview that belongs to a file.</summary>
    public static string PreviewOf(string name) => name + PreviewSuffix;

    /// <summary>Returns the name of the file that a preview belongs to. Returns any other name unchanged.</summary>
    public static string OriginalOf(string name) =>
        name.EndsWith(PreviewSuffix, StringComparison.Ordinal) ? name[..^PreviewSuffix.Length] : name;

    /// <summary>Stores the preview of a file beside it.</summary>
    public async Task SavePreviewAsync(string folder, string name, byte[] preview, CancellationToken cancel)
    {
        await File.WriteAllBytesAsync(PathOf(folder, PreviewOf(name)), preview, cancel);
        Stamp(folder, PreviewOf(name));
    }

    /// <summary>Deletes a file and its preview. A missing file is not an error.</summary>
    public void Remove(string folder, string name)
    {
        File.Delete(PathOf(folder, name));
        File.Delete(PathOf(folder, PreviewOf(name)));
    }

    /// <summary>
    /// Returns the names of the files stored before the instant, which is one of the server's clock. A preview counts as the
    /// file that it belongs to.
    /// </summary>
    public IEnumerable<string> OlderThan(string folder, DateTimeOffset instant) =>
        new DirectoryInfo(data.Folder("media/" + folder))
            .EnumerateFiles()
            .Where(file => file.LastWriteTimeUtc < instant.UtcDateTime)
            .Select(file => OriginalOf(file.Name))
            .Distinct(StringComparer.Ordinal);

    private static Refusal TooLarge(long most) =>
        Refusal.Of(413, "too_large", $"The file is too large: at most {most / 1024.0 / 1024.0:0.#} MiB.", "file");

    private static string NewName() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes));

    /// <summary>Stops one byte past the limit, so that nobody fills the disk.</summary>
    private static async Task<long> CopyAsync(Stream content, string path, long most, CancellationToken cancel)
    {
        await using var file = new FileStream(
            path,
            FileMode.CreateNew,
            FileAccess.Write,
            FileShare.None,
            Portion,
            FileOptions.Asynchronous
        );
        var buffer = new byte[Portion];
        var size = 0L;
        while (size <= most && await content.ReadAsync(buffer, cancel) is var count and > 0)
        {
            size += count;
            await file.WriteAsync(buffer.AsMemory(0, count), cancel);
        }
        return size;
    }

    private static async Task<bool> BeginsLikePictureAsync(string path, CancellationToken cancel)
    {
        var head = new byte[Picture.SignatureLength];
        await using var file = File.OpenRead(path);
        return Picture.Begins(
            head.AsSpan(0, await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel))
        );
    }

    private async Task<Outcome<MediaFile>> KeepPictureAsync(
        string folder,
        string draft,
        long size,
        CancellationToken cancel
    )
    {
        if (size > LargestPicture)
            return TooLarge(LargestPicture);
        if (Picture.Read(await File.ReadAllBytesAsync(draft, cancel)).Refused(out var refusal, out var picture))
            return refusal;
        var name = $"{NewName()}.{picture.Extension}";
        await File.WriteAllBytesAsync(PathOf(folder, name), picture.Bytes, cancel);
        Stamp(folder, name);
        return new MediaFile(name, picture.Type, picture.Bytes.Length, picture.Width, picture.Height);
    }

    private MediaFile Keep(string folder, string draft, long size)
    {
        var name = NewName();
        File.Move(draft, PathOf(folder, name));
        Stamp(folder, name);
        return new MediaFile(name, MediaFile.AnyType, size, null, null);
    }

    // The file system stamps files with the machine's clock, but their age is compared with the server's.
    private void Stamp(string folder, string name) =>
        File.SetLastWriteTimeUtc(PathOf(folder, name), time.GetUtcNow().UtcDateTime);
}

/// <summary>A file that was taken in: its own random name, and what its content is.</summary>
/// <param name="Name">Nothing of what a person chose stands in it.</param>
/// <param name="Width">Null when it is no picture.</param>
public sealed record MediaFile(string Name, string Type, long Size, int? Width, int? Height)
{
    /// <summary>The type of everything that is no picture: a browser saves it and never runs it.</summary>
    public const string AnyType = "application/octet-stream";
}
