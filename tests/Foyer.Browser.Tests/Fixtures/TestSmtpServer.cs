using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Foyer.Server.Tests.Fixtures;
using MimeKit;

namespace Foyer.Browser.Tests.Fixtures;

/// <summary>A real SMTP server (npm smtp-server) in a process of its own, which takes mails only by STARTTLS and with a password.</summary>
public sealed partial class TestSmtpServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string folder = Directory.CreateTempSubdirectory("foyer-post-").FullName;
    private readonly Channel<Mail> mails = Channel.CreateUnbounded<Mail>();
    private Process process = null!;
    private int port;

    private TestSmtpServer() { }

    /// <summary>How a server sends by it.</summary>
    public string[] Settings =>
        [
            "--Foyer:Mail:Enabled=true",
            "--Foyer:Mail:Host=localhost",
            $"--Foyer:Mail:Port={port}",
            "--Foyer:Mail:Security=starttls",
            "--Foyer:Mail:User=foyer",
            $"--Foyer:Mail:PasswordFile={Path.Combine(folder, "password")}",
            "--Foyer:Mail:FromAddress=foyer@linden.example",
        ];

    /// <summary>Makes a server trust this post office's certificate.</summary>
    public Dictionary<string, string> Environment => new() { ["SSL_CERT_FILE"] = Trusted };

    private string Trusted => Path.Combine(folder, "cert.pem");

    private string Key => Path.Combine(folder, "key.pem");

    public static async Task<TestSmtpServer> OpenAsync()
    {
        var office = new TestSmtpServer();
        await office.StartAsync();
        return office;
    }

    /// <summary>The next mail that comes, which must be to that address.</summary>
    public async Task<Mail> NextAsync(string to)
    {
        using var patience = new CancellationTokenSource(Patience);
        var mail = await mails.Reader.ReadAsync(patience.Token);
        mail.To.ShouldBe([to]);
        mail.Secure.ShouldBeTrue();
        mail.User.ShouldBe("foyer");
        return mail;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task StartAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "password"), "postage\n");
        Certificate.Write(folder, "localhost");
        process = Process.Start(
            new ProcessStartInfo("node", [Script(), Key, Trusted])
            {
                RedirectStandardOutput = true,
                WorkingDirectory = Path.GetDirectoryName(Script()),
            }
        )!;
        port = int.Parse((await process.StandardOutput.ReadLineAsync())!);
        _ = ReadAsync();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            mails.Writer.TryWrite(JsonSerializer.Deserialize<Mail>(line, JsonSerializerOptions.Web)!);
    }

    /// <summary>Among the sources, where node finds the packages of the project.</summary>
    private static string Script([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "smtp.mjs");

    /// <param name="Secure">Whether it came over TLS.</param>
    /// <param name="Source">As it was sent, byte for byte.</param>
    public sealed partial record Mail(string[] To, bool Secure, string User, string Source)
    {
        /// <summary>The address of the first link to that page.</summary>
        public string Link(string page) =>
            Links()
                .Matches(Text)
                .Select(match => match.Value)
                .First(link => link.Contains(page, StringComparison.Ordinal));

        /// <summary>The decoded text and HTML.</summary>
        public string Text
        {
            get
            {
                using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(Source));
                using var message = MimeMessage.Load(bytes);
                return $"{message.TextBody}\n{message.HtmlBody}";
            }
        }

        [GeneratedRegex("http://[^\\s\"<>]+")]
        private static partial Regex Links();
    }
}
