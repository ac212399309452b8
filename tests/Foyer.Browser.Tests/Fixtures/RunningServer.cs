using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Browser.Tests.Fixtures;

/// <summary>The published server in a process of its own, on a port of its own, with an empty data folder.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    private static readonly string Directory = Published("ServerDirectory");

    private readonly int door = FreePort.Next();

    private readonly string data = System.IO.Directory.CreateTempSubdirectory("foyer-browser-").FullName;
    private readonly string[] settings;
    private Process? process;

    public RunningServer(params string[] settings)
        : this($"http://127.0.0.1:{FreePort.Next()}", settings) { }

    private RunningServer(string address, string[] settings)
    {
        this.settings = settings;
        Address = address;
    }

    /// <summary>One that speaks HTTPS itself, and so HTTP/2 with browsers.</summary>
    public static RunningServer Secure() =>
        new(
            $"https://localhost:{FreePort.Next()}",
            [
                $"--Foyer:Http:CertificatePath={TrustedCertificate.File}",
                $"--Foyer:Http:KeyPath={TrustedCertificate.KeyFile}",
            ]
        );

    public string Address { get; }

    /// <summary>Where terminals come in.</summary>
    public string Door => $"127.0.0.1:{door}";

    /// <summary>The published terminal client.</summary>
    public static string Terminal => Path.Combine(Published("TerminalDirectory"), "Foyer.Terminal.dll");

    /// <summary>Added to the server's environment.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Returns once it accepts connections.</summary>
    public async Task StartAsync()
    {
        process = Process.Start(
            new ProcessStartInfo("dotnet")
            {
                ArgumentList =
                {
                    Path.Combine(Directory, "Foyer.Server.dll"),
                    "--urls",
                    // A name may have two addresses, and a session is bound to the one it was begun from.
                    Address.Replace("localhost", "127.0.0.1", StringComparison.Ordinal),
                    "--data",
                    data,
                    $"--Foyer:Tcp:Port={door}",
                },
                WorkingDirectory = Directory,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }.With(settings, Environment)
        )!;
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("Foyer is open at", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return;
            }
        throw new InvalidOperationException($"The server did not open. {await errors}");
    }

    /// <summary>As a supervisor stops it.</summary>
    public async Task StopAsync()
    {
        if (process is null)
            return;
        Kill(process.Id, 15).ShouldBe(0);
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <summary>Returns once it has ended by itself.</summary>
    public async Task EndAsync()
    {
        await process!.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        System.IO.Directory.Delete(data, recursive: true);
    }

    private static string Published(string key) =>
        typeof(RunningServer)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(each => each.Key == key)
            .Value!;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}

file static class StartInfo
{
    public static ProcessStartInfo With(
        this ProcessStartInfo start,
        string[] arguments,
        IReadOnlyDictionary<string, string> environment
    )
    {
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }
}
