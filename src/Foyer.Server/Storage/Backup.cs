using System.Formats.Tar;
using System.IO.Compression;

namespace Foyer.Server.Storage;

/// <summary>
/// A backup in one file: database, media and keys, without sessions or other credentials. It is created while the server runs,
/// and contains everything stored before it began.
/// </summary>
public sealed class Backup(DataFolder folder, Database database)
{
    private static readonly string[] Kept = ["keys", "media"];
    private const string Drafts = "media/drafts";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the file, which must not exist yet; never leaves a partial file.</summary>
    public async Task WriteAsync(string file, CancellationToken cancel)
    {
        var copy = Path.Combine(folder.Path, $"backup-{Guid.NewGuid():N}.db");
        var draft = $"{file}.{Guid.NewGuid():N}";
        try
        {
            database.CopyTo(copy);
            await PackAsync(draft, copy, cancel);
            File.Move(draft, file);
        }
        finally
        {
            File.Delete(copy);
            File.Delete(draft);
        }
    }

    /// <summary>Unpacks a backup into a data folder without a database. The server must not run.</summary>
    public static async Task RestoreAsync(string file, string data, CancellationToken cancel)
    {
        var into = DataFolder.Open(data);
        await using var packed = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        await using var tar = new TarReader(packed);
        while (await tar.GetNextEntryAsync(copyData: false, cancel) is { } entry)
        {
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !IsOurs(entry.Name))
                throw new InvalidDataException($"\"{entry.Name}\" does not belong in a backup.");
            var path = Path.Combine(into.Path, entry.Name);
            into.Folder(Path.GetDirectoryName(entry.Name) ?? "");
            await entry.ExtractToFileAsync(path, overwrite: false, cancel);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, OwnerOnly);
        }
    }

    private static bool IsOurs(string name)
    {
        var parts = name.Split('/');
        return name == "foyer.db"
            || (
                parts.Length > 1
                && Kept.Contains(parts[0])
                && parts.All(part => part is not ("" or "." or "..") && !part.Contains('\\'))
            );
    }

    private async Task PackAsync(string draft, string copy, CancellationToken cancel)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        await using var packed = new GZipStream(new FileStream(draft, options), CompressionLevel.Fastest);
        await using var tar = new TarWriter(packed, TarEntryFormat.Pax);
        await AddAsync(tar, copy, "foyer.db", cancel);
        foreach (var view in Kept.Where(name => Directory.Exists(Path.Combine(folder.Path, name))))
        foreach (
            var path in Directory.EnumerateFiles(Path.Combine(folder.Path, view), "*", SearchOption.AllDirectories)
        )
            if (
                Path.GetRelativePath(folder.Path, path).Replace('\\', '/') is var name
                && !name.StartsWith(Drafts, StringComparison.Ordinal)
            )
                await AddAsync(tar, path, name, cancel);
    }

    /// <summary>Adds a file, unless it was deleted while others were packed: then it belongs in no backup.</summary>
    private static async Task AddAsync(TarWriter tar, string path, string name, CancellationToken cancel)
    {
        try
        {
            await using var content = File.OpenRead(path);
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = content, Mode = OwnerOnly },
                cancel
            );
        }
        catch (FileNotFoundException) { }
    }
}
