namespace Foyer.Server.Gateways.Console;

/// <summary>Where the admin socket lies: in the data folder, or, since such paths are short, where <c>admin.path</c> there says.</summary>
internal static class AdminSocketPath
{
    private const int Longest = 100;
    private const string Socket = "admin.sock";
    private const string Pointer = "admin.path";

    /// <summary>The path a starting server binds; a socket left behind by a killed one is taken away.</summary>
    public static string Claim(string data)
    {
        var path = Path.Combine(data, Socket);
        var pointer = Path.Combine(data, Pointer);
        File.Delete(pointer);
        if (System.Text.Encoding.UTF8.GetByteCount(path) > Longest)
        {
            // The folder is made with mode 0700.
            path = Path.Combine(Directory.CreateTempSubdirectory("foyer-").FullName, Socket);
            File.WriteAllText(pointer, path);
        }
        File.Delete(path);
        return path;
    }

    /// <summary>The path of the server that runs on this data folder.</summary>
    public static string Find(string data)
    {
        var pointer = Path.Combine(data, Pointer);
        return File.Exists(pointer) ? File.ReadAllText(pointer).Trim() : Path.Combine(data, Socket);
    }
}
