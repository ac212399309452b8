using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Gateways.Tcp;

/// <summary>What the server has written into its error log.</summary>
internal static class ServerLog
{
    public static string Errors(this TestServer server) => Errors(server.Data);

    public static string Errors(string folder) => Read(folder, "error-*.log");

    /// <summary>Waits for an entry in the log of all levels.</summary>
    public static async Task<string> EntryAsync(this TestServer server, string text)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var log = Read(server.Data, "server-*.log");
            if (log.Split('\n').FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } entry)
                return entry;
            late.IsCancellationRequested.ShouldBeFalse($"No \"{text}\" in:\n{log}");
            await Task.Delay(20);
        }
    }

    public static string All(this TestServer server) => Read(server.Data, "server-*.log");

    private static string Read(string folder, string files) =>
        string.Concat(
            Directory
                .EnumerateFiles(Path.Combine(folder, "logs"), files)
                .Select(file =>
                {
                    using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                    return new StreamReader(stream).ReadToEnd();
                })
        );
}
