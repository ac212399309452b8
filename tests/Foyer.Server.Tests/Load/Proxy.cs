using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Load;

/// <summary>A proxy of the operating system with the configuration that docs/self-hosting.md prints, its addresses changed.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private const string Printed = "chat.example.org";

    private readonly string kind;
    private readonly string folder = Directory.CreateTempSubdirectory("foyer-proxy-").FullName;
    private readonly int port = FreePort.Next();
    private Process? process;

    /// <param name="kind"><c>nginx</c>, <c>haproxy</c> or <c>caddy</c>.</param>
    public Proxy(string kind)
    {
        this.kind = kind;
        Fixtures.Certificate.Write(folder, Printed);
        Join(Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"));
    }

    /// <summary>With a certificate of the caller's.</summary>
    public Proxy(string kind, string certificate, string key)
    {
        this.kind = kind;
        Join(certificate, key);
    }

    public Uri Address => new($"https://127.0.0.1:{port}");

    private string Certificate => Path.Combine(folder, "chat.pem");

    public static bool IsHere(string kind) => File.Exists(Program(kind));

    /// <summary>Returns once it accepts connections.</summary>
    public async Task StartAsync(Uri server)
    {
        var config = Path.Combine(folder, $"{kind}.conf");
        await File.WriteAllTextAsync(config, Whole(server));
        var start = new ProcessStartInfo(Program(kind))
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = folder,
        };
        string[] arguments = kind switch
        {
            "nginx" => ["-p", folder, "-c", config, "-e", "stderr"],
            "haproxy" => ["-db", "-f", config],
            _ => ["run", "--adapter", "caddyfile", "--config", config],
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var home in new[] { "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME" })
            start.Environment[home] = folder;
        process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
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

    private static string Program(string kind) => kind == "caddy" ? "/usr/bin/caddy" : $"/usr/sbin/{kind}";

    private string Whole(Uri server)
    {
        var printed = Documented()
            .Replace("127.0.0.1:8080", server.Authority, StringComparison.Ordinal)
            .Replace($"/etc/ssl/{Printed}.pem", Certificate, StringComparison.Ordinal)
            .Replace($"/etc/ssl/{Printed}.key", Certificate, StringComparison.Ordinal)
            .Replace("listen 443", $"listen 127.0.0.1:{port}", StringComparison.Ordinal)
            .Replace("bind :443", $"bind 127.0.0.1:{port}", StringComparison.Ordinal)
            // Caddy would ask an authority for a certificate.
            .Replace(
                $"{Printed} {{",
                $"https://127.0.0.1:{port} {{\ntls {Certificate} {Certificate}",
                StringComparison.Ordinal
            );
        printed.ShouldContain($"127.0.0.1:{port}");
        return kind switch
        {
            "nginx" => $$"""
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
                """,
            "caddy" => $$"""
                {
                    admin off
                    auto_https disable_redirects
                    skip_install_trust
                }
                {{printed}}
                """,
            _ => printed,
        };
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
            // Another program does not announce that it begins to listen.
            await Task.Delay(50);
            return false;
        }
    }

    // haproxy wants both in one file, and the others do not mind.
    private void Join(string certificate, string key) =>
        File.WriteAllText(Certificate, File.ReadAllText(certificate) + "\n" + File.ReadAllText(key));
}
