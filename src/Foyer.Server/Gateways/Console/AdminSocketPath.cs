namespace Foyer.Server.Gateways.Console;

/// <summary>
/// The path of the admin socket: in the data folder, or, since socket paths are limited in length, as in <c>admin.path</c>.
/// </summary>
internal static class AdminSocketPath
{
    private const int Longest = 100;
    private const string Socket = "admin.sock";
    private const string Pointer = "admin.path";

    /// <summary>Returns the path that a starting server binds; removes a socket left behind by a killed server.</summary>
    public static string Claim(string data)
    {
        var path = Path.Combine(data, Socket);
        var pointer = Path.Combine(data, Pointer);
        File.Delete(pointer);
        if (System.Text.Encoding.UTF8.GetByteCount(path) > Longest)
        {
            // The folder is created with mode 0700.
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
