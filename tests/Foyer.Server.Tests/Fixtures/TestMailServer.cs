using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MimeKit;

namespace Foyer.Server.Tests.Fixtures;

/// <summary>A small SMTP server: accepts e-mails, or refuses them as configured.</summary>
public sealed class TestMailServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim arrived = new(0);
    private readonly SemaphoreSlim asked = new(0);

    private readonly X509Certificate2? certificate;
    private readonly bool fromStart;
    private int connections;

    public TestMailServer()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    /// <param name="folder">Holds <c>cert.pem</c> and <c>key.pem</c>.</param>
    /// <param name="security">tls or starttls.</param>
    public TestMailServer(string folder, string security)
    {
        var made = X509Certificate2.CreateFromPemFile(
            Path.Combine(folder, "cert.pem"),
            Path.Combine(folder, "key.pem")
        );
        certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        fromStart = security == "tls";
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public ConcurrentQueue<ReceivedMail> Mails { get; } = new();

    /// <summary>What is answered to a recipient in place of 250, or null.</summary>
    public string? Refuse { get; set; }

    /// <summary>At what it says nothing more: greeting, MAIL, RCPT, DATA, or mail, which is the end of one; null when it talks.</summary>
    public string? SilentAt { get; set; }

    /// <summary>True for recipients about whom it says nothing.</summary>
    public Func<string, bool> IsSilentFor { get; init; } = _ => false;

    /// <summary>What is answered at one moment: greeting, EHLO, MAIL, RCPT, DATA, or mail, which is the end of one.</summary>
    public (string Moment, string Answer)? RefuseAt { get; init; }

    /// <summary>How many there were so far.</summary>
    public int Connections => connections;

    /// <summary>True once a mail came over TLS.</summary>
    public bool IsEncrypted { get; private set; }

    public string[] Settings =>
        [
            "--Foyer:Mail:Enabled=true",
            "--Foyer:Mail:Host=127.0.0.1",
            $"--Foyer:Mail:Port={Port}",
            "--Foyer:Mail:FromAddress=foyer@example.org",
        ];

    /// <summary>The same for a server that requires no confirmed address.</summary>
    public string[] Unconfirmed => [.. Settings, "--Foyer:Registration:ConfirmEmail=false"];

    /// <summary>The next mail that comes, or a failure after a while.</summary>
    public async Task<ReceivedMail> NextAsync()
    {
        (await arrived.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue("no mail came");
        Mails.TryDequeue(out var mail).ShouldBeTrue();
        return mail!;
    }

    /// <summary>Returns when a recipient was named, whether it was accepted or refused.</summary>
    public async Task AskedAsync() =>
        (await asked.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue("no mail was tried");

    public void Dispose()
    {
        stop.Cancel();
        listener.Stop();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(stop.Token);
            Interlocked.Increment(ref connections);
            _ = TalkAsync(client);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        var stream = fromStart ? await EncryptAsync(client.GetStream()) : client.GetStream();
        await PauseAsync("greeting");
        await SayAsync(stream, AnswerAt("greeting") ?? "220 test");
        await TalkAsync(stream);
    }

    private async Task TalkAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        var recipient = "";
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            await PauseAsync(verb);
            if (verb == "STARTTLS")
            {
                await SayAsync(stream, "220 go on");
                await TalkAsync(await EncryptAsync(stream));
                return;
            }
            if (verb == "RCPT")
            {
                recipient = line[(line.IndexOf('<') + 1)..line.IndexOf('>')];
                if (IsSilentFor(recipient))
                    await Task.Delay(Timeout.Infinite, stop.Token);
                await SayAsync(stream, AnswerAt(verb) ?? Refuse ?? "250 ok");
                asked.Release();
            }
            else if (verb == "DATA" && AnswerAt(verb) is null)
            {
                await SayAsync(stream, "354 go on");
                var mail = new ReceivedMail(recipient, await ReadMailAsync(reader));
                await PauseAsync("mail");
                if (AnswerAt("mail") is { } refusal)
                {
                    await SayAsync(stream, refusal);
                    continue;
                }
                IsEncrypted |= stream is SslStream;
                Mails.Enqueue(mail);
                await SayAsync(stream, "250 taken");
                arrived.Release();
            }
            else
                await SayAsync(stream, AnswerAt(verb) ?? Answer(verb, stream));
        }
    }

    private string Answer(string verb, Stream stream) =>
        verb switch
        {
            "QUIT" => "221 bye",
            "EHLO" when certificate is not null && stream is not SslStream => "250-test\r\n250 STARTTLS",
            _ => "250 ok",
        };

    private string? AnswerAt(string moment) =>
        RefuseAt is { } refusal && refusal.Moment == (moment == "HELO" ? "EHLO" : moment) ? refusal.Answer : null;

    private async Task<Stream> EncryptAsync(Stream stream)
    {
        var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(certificate!);
        return encrypted;
    }

    private async Task SayAsync(Stream stream, string line) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), stop.Token);

    private async Task PauseAsync(string moment)
    {
        if (SilentAt != moment)
            return;
        asked.Release();
        await Task.Delay(Timeout.Infinite, stop.Token);
    }

    private async Task<string> ReadMailAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync(stop.Token) is { } line && line != ".")
            text.AppendLine(line);
        return text.ToString();
    }
}

public sealed record ReceivedMail(string Recipient, string Source)
{
    public MimeMessage Mime { get; } = MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(Source)));

    /// <summary>The parts, decoded, one after the other.</summary>
    public string Words => string.Join('\n', Mime.BodyParts.OfType<TextPart>().Select(part => part.Text));

    public string Header(string name) =>
        Source
            .ReplaceLineEndings("\n")
            .Split("\n\n")[0]
            .Split('\n')
            .First(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..]
            .Trim();

    /// <summary>The secret of the link inside.</summary>
    public string Hash => System.Text.RegularExpressions.Regex.Match(Words, "hash=([A-Za-z0-9_-]{22})").Groups[1].Value;
}
