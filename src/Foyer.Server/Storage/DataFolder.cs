using System.Security.Cryptography;
using Foyer.Server.Settings;

namespace Foyer.Server.Storage;

/// <summary>The folder of all data: database, media, keys, logs. Only its owner may read it.</summary>
public sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerOnly | UnixFileMode.UserExecute;

    private FileStream? claim;

    private DataFolder(string path) => Path = path;

    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, "foyer.db");

    public static DataFolder Open(string path)
    {
        var folder = new DataFolder(System.IO.Path.GetFullPath(path));
        try
        {
            Make(folder.Path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Foyer:Data is \"{path}\", which cannot be made or opened: {fault.Message}");
        }
        return folder;
    }

    /// <summary>
    /// Opens the folder exclusively for this process, until it is disposed or the process ends in any way: two servers on one
    /// database would not notify each other of their changes.
    /// </summary>
    public static DataFolder Claim(string path)
    {
        var folder = Open(path);
        var file = System.IO.Path.Combine(folder.Path, "server.lock");
        try
        {
            folder.claim = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return folder;
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new StartupException($"Foyer:Data is \"{path}\", which cannot be written: {fault.Message}");
        }
        catch (IOException)
        {
            throw new StartupException(
                $"Foyer:Data is \"{path}\", which another server is using. Stop that server, or set Foyer:Data to another folder."
            );
        }
    }

    public void Dispose() => claim?.Dispose();

    /// <summary>Returns a subfolder, created when it is missing.</summary>
    public string Folder(string name)
    {
        var path = System.IO.Path.Combine(Path, name);
        Make(path);
        return path;
    }

    /// <summary>Returns random bytes that are created at the first use and stored.</summary>
    public byte[] Secret(string name, int length = 32)
    {
        var file = System.IO.Path.Combine(Folder("keys"), name + ".key");
        if (!File.Exists(file))
            MakeSecret(file, length);
        return Convert.FromBase64String(File.ReadAllText(file).Trim());
    }

    /// <summary>Returns the names of the stored secrets with this prefix.</summary>
    public IEnumerable<string> Secrets(string prefix) =>
        Directory
            .EnumerateFiles(Folder("keys"), prefix + "*.key")
            .Select(file => System.IO.Path.GetFileNameWithoutExtension(file));

    // Written to a temporary file and moved, so that a process killed in between leaves no partial key.
    private static void MakeSecret(string file, int length)
    {
        var draft = $"{file}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var writer = new StreamWriter(draft, options))
            writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(length)));
        File.Move(draft, file);
    }

    private static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerFolder);
    }
}
