using Foyer.Server.Tests.House;

namespace Foyer.Server.Tests.Tcp;

/// <summary>What the server has written into its error log.</summary>
internal static class ServerLog
{
    public static string Errors(this TestServer server) => Errors(server.Data);

    public static string Errors(string folder) =>
        string.Concat(
            Directory
                .EnumerateFiles(Path.Combine(folder, "logs"), "error-*.log")
                .Select(file =>
                {
                    using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                    return new StreamReader(stream).ReadToEnd();
                })
        );
}
