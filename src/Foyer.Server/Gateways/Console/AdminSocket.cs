using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Foyer.Server.Storage;

namespace Foyer.Server.Gateways.Console;

/// <summary>
/// The local admin interface: a Unix socket in the data folder that only its owner may open. A request is one line of JSON, the
/// arguments; the reply is lines of text and, last, the exit code.
/// </summary>
public sealed partial class AdminSocket(DataFolder folder, AdminCommandTable commands, ILogger<AdminSocket> log)
    : BackgroundService
{
    private const int LongestRequest = 64 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    protected override async Task ExecuteAsync(CancellationToken cancel)
    {
        var path = AdminSocketPath.Claim(folder.Path);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, OwnerOnly);
        listener.Listen();
        try
        {
            while (true)
                if (await AcceptAsync(listener, cancel) is { } peer)
                    _ = ServeAsync(peer, cancel);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Returns null, after a pause, when a connection could not be accepted, such as without file descriptors.</summary>
    private async Task<Socket?> AcceptAsync(Socket listener, CancellationToken cancel)
    {
        try
        {
            return await listener.AcceptAsync(cancel);
        }
        catch (SocketException fault)
        {
            LogUnaccepted(fault);
            await Task.Delay(Pause, cancel);
            return null;
        }
    }

    private async Task ServeAsync(Socket peer, CancellationToken cancel)
    {
        await using var stream = new NetworkStream(peer, ownsSocket: true);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" };
        try
        {
            var exit = await RunAsync(stream, writer, cancel);
            await writer.WriteAsync($"\0{exit}");
        }
        catch (Exception fault)
        {
            LogFailed(fault);
            await writer
                .WriteAsync("The command failed; the server's error log says why.\n\01")
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> RunAsync(Stream stream, TextWriter writer, CancellationToken cancel)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, false, 1024, leaveOpen: true);
        var line = await reader.ReadLineAsync(cancel) ?? "";
        if (line.Length > LongestRequest)
            return 2;
        return await commands.RunAsync(JsonSerializer.Deserialize<string[]>(line) ?? [], writer, cancel);
    }

    [LoggerMessage(LogLevel.Error, "An admin command could not be let in.")]
    private partial void LogUnaccepted(Exception fault);

    [LoggerMessage(LogLevel.Error, "An admin command failed.")]
    private partial void LogFailed(Exception fault);
}
