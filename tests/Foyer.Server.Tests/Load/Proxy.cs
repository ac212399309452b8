using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Foyer.Server.Tests.House;

namespace Foyer.Server.Tests.Load;

/// <summary>A proxy of the operating system with the configuration that docs/self-hosting.md prints, its addresses changed.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private const string Printed = "chat.example.org";

    private readonly string kind;
    private readonly string folder = TestServer.NewFolder();
    private readonly int port = FreePort.Next();
    private Process? process;

    /// <param name="kind"><c>nginx</c> or <c>haproxy</c>.</param>
    public Proxy(string kind) => this.kind = kind;

    public Uri Address => new($"https://127.0.0.1:{port}");

    private string Certificate => Path.Combine(folder, "chat.pem");

    public static bool IsHere(string kind) => File.Exists(Program(kind));

    /// <summary>Returns once it accepts connections.</summary>
    public async Task StartAsync(Uri server)
    {
        WriteCertificate();
        var config = Path.Combine(folder, $"{kind}.conf");
        await File.WriteAllTextAsync(config, Whole(server));
        var start = new ProcessStartInfo(Program(kind))
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        string[] arguments = kind == "nginx" ? ["-p", folder, "-c", config, "-e", "stderr"] : ["-db", "-f", config];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        while (!await AcceptsAsync())
            process.HasExited.ShouldBeFalse(process.HasExited ? await said : "");
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
        Directory.Delete(folder, recursive: true);
    }

    private static string Program(string kind) => $"/usr/sbin/{kind}";

    private string Whole(Uri server)
    {
        var printed = Documented()
            .Replace("127.0.0.1:8080", server.Authority, StringComparison.Ordinal)
            .Replace($"/etc/ssl/{Printed}.pem", Certificate, StringComparison.Ordinal)
            .Replace($"/etc/ssl/{Printed}.key", Certificate, StringComparison.Ordinal)
            .Replace("listen 443", $"listen 127.0.0.1:{port}", StringComparison.Ordinal)
            .Replace("bind :443", $"bind 127.0.0.1:{port}", StringComparison.Ordinal);
        printed.ShouldContain($"127.0.0.1:{port}");
        return kind == "nginx"
            ? $$"""
                daemon off;
                master_process off;
                pid {{folder}}/nginx.pid;
                events {}
                http {
                    access_log off;
                    client_body_temp_path {{folder}}/body;
                    proxy_temp_path {{folder}}/proxy;
                    fastcgi_temp_path {{folder}}/fastcgi;
                    uwsgi_temp_path {{folder}}/uwsgi;
                    scgi_temp_path {{folder}}/scgi;
                    {{printed}}
                }
                """
            : printed;
    }

    private string Documented([CallerFilePath] string here = "")
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/self-hosting.md"));
        var begin = page.IndexOf($"```{kind}\n", StringComparison.Ordinal) + kind.Length + 4;
        return page[begin..page.IndexOf("```", begin, StringComparison.Ordinal)];
    }

    private async Task<bool> AcceptsAsync()
    {
        using var knock = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await knock.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            // Another program tells nobody when it begins to listen.
            await Task.Delay(50);
            return false;
        }
    }

    private void WriteCertificate()
    {
        House.Certificate.Write(folder, Printed);
        // haproxy wants both in one file, and nginx does not mind.
        File.WriteAllText(
            Certificate,
            File.ReadAllText(Path.Combine(folder, "cert.pem"))
                + "\n"
                + File.ReadAllText(Path.Combine(folder, "key.pem"))
        );
    }
}
