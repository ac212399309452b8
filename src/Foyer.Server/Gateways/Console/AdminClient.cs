using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Foyer.Server.Gateways.Console;

/// <summary><c>bin/admin</c>: sends its arguments to the server that uses the data folder and prints the reply.</summary>
public static class AdminClient
{
    /// <summary>Commands that also work while no server runs: they are run by a server that listens on no port.</summary>
    private static readonly string[] Alone = ["settings", "check", "reset-password"];

    /// <param name="closed">Runs a command without a server, on the data folder that the arguments name.</param>
    public static async Task<int> RunAsync(
        string[] args,
        TextWriter output,
        TextWriter errors,
        Func<string[], string[], TextWriter, Task<int>> closed
    )
    {
        var (data, rest) = Take(args, "--data");
        var (file, command) = Take(rest, "--out");
        // The working directory of the server may differ from that of the user who types the path.
        if (command is ["backup" or "restore", var named])
            command = [command[0], Path.GetFullPath(named)];
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(
                new UnixDomainSocketEndPoint(AdminSocketPath.Find(Path.GetFullPath(data ?? "data")))
            );
        }
        catch (SocketException) when (command is ["restore", var backup])
        {
            return await BackupRestore.RunAsync(backup, Path.GetFullPath(data ?? "data"), output, errors);
        }
        catch (SocketException) when (command is [var name, ..] && Alone.Contains(name))
        {
            return await closed(["--data", data ?? "data"], command, output);
        }
        catch (SocketException)
        {
            await errors.WriteLineAsync($"No server runs on the data folder \"{data ?? "data"}\".");
            return 1;
        }
        var (exit, text) = await AskAsync(socket, command);
        if (exit == 0 && file is not null)
            await File.WriteAllTextAsync(file, text);
        else
            await (exit == 0 ? output : errors).WriteAsync(text);
        return exit;
    }

    /// <summary>Returns the reply and the exit code, which is at its end.</summary>
    private static async Task<(int Exit, string Text)> AskAsync(Socket socket, string[] command)
    {
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(command) + "\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync();
        var end = answer.LastIndexOf('\0');
        return end < 0 ? (1, answer)
            : int.TryParse(answer.AsSpan(end + 1), CultureInfo.InvariantCulture, out var exit) ? (exit, answer[..end])
            : (1, answer[..end]);
    }

    /// <summary>Removes a named value from the arguments.</summary>
    private static (string? Value, string[] Others) Take(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at < 0 || at + 1 >= args.Length ? (null, args) : (args[at + 1], [.. args[..at], .. args[(at + 2)..]]);
    }
}
