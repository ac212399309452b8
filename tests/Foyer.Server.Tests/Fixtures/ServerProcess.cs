using System.Diagnostics;
using System.Net;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>The server as a process of its own, which can be killed at any moment and started again on the same folder.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const string DoorLine = "Terminal clients connect to ";

    private readonly string[] settings;
    private Process? process;

    public ServerProcess(params string[] settings)
    {
        this.settings = settings;
        Folder = TestServer.NewFolder();
        Address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
    }

    public string Folder { get; }

    /// <summary>Variables of the process beside those of the tests.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public Uri Address { get; }

    /// <summary>Where terminals are served, when they are.</summary>
    public IPEndPoint Door { get; private set; } = new(IPAddress.None, 0);

    public int Id => process!.Id;

    /// <summary>A program that starts the server, with its arguments; it must become the server.</summary>
    public string[] Wrapper { get; init; } = [];

    /// <summary>The server to start; the one that the tests were built with, unless it is a copy.</summary>
    public string Assembly { get; init; } = typeof(Program).Assembly.Location;

    public async Task StartAsync()
    {
        string[] arguments =
        [
            .. Wrapper,
            "dotnet",
            Assembly,
            $"--urls={Address}",
            $"--data={Folder}",
            "--Foyer:Tcp:Enabled=false",
            .. settings,
        ];
        var start = new ProcessStartInfo(arguments[0], arguments[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync();
        var hasDoor = settings.Contains("--Foyer:Tcp:Enabled=true");
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(DoorLine, StringComparison.Ordinal))
                Door = IPEndPoint.Parse(line[DoorLine.Length..]);
            else if (hasDoor || !line.StartsWith("Foyer is open", StringComparison.Ordinal))
                continue;
            _ = process.StandardOutput.ReadToEndAsync();
            return;
        }
        throw new InvalidOperationException("The server did not start.");
    }

    /// <summary>kill -9: nothing is finished, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Runs an admin command against it and returns what it printed.</summary>
    public async Task<string> AdminAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (
            var argument in new[] { typeof(Program).Assembly.Location, "admin", "--data", Folder }.Concat(arguments)
        )
            start.ArgumentList.Add(argument);
        using var admin = Process.Start(start)!;
        var output = await admin.StandardOutput.ReadToEndAsync();
        await admin.WaitForExitAsync();
        admin.ExitCode.ShouldBe(0, output);
        return output;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await KillAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
