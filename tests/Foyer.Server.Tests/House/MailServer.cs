using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Foyer.Server.Tests.House;

/// <summary>A small SMTP server: takes mails, or refuses them as it is told.</summary>
public sealed class MailServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly SemaphoreSlim arrived = new(0);
    private readonly SemaphoreSlim asked = new(0);

    public MailServer()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public ConcurrentQueue<ReceivedMail> Mails { get; } = new();

    /// <summary>What is answered to a recipient in place of 250, or null.</summary>
    public string? Refuse { get; set; }

    /// <summary>At what it says nothing more: greeting, MAIL, RCPT, DATA, or mail, which is the end of one; null when it talks.</summary>
    public string? SilentAt { get; set; }

    public string[] Settings =>
        [
            "--Foyer:Mail:Enabled=true",
            "--Foyer:Mail:Host=127.0.0.1",
            $"--Foyer:Mail:Port={Port}",
            "--Foyer:Mail:FromAddress=foyer@example.org",
        ];

    /// <summary>The same for a server that asks nobody to confirm an address.</summary>
    public string[] Unconfirmed => [.. Settings, "--Foyer:Registration:ConfirmEmail=false"];

    /// <summary>The next mail that comes, or a failure after a while.</summary>
    public async Task<ReceivedMail> NextAsync()
    {
        (await arrived.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue("no mail came");
        Mails.TryDequeue(out var mail).ShouldBeTrue();
        return mail!;
    }

    /// <summary>Returns when a recipient was named, whatever the answer was.</summary>
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
            _ = TalkAsync(client);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var _ = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false))
        {
            NewLine = "\r\n",
            AutoFlush = true,
        };
        await PauseAsync("greeting");
        await writer.WriteLineAsync("220 test");
        var recipient = "";
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            await PauseAsync(verb);
            if (verb == "RCPT")
            {
                recipient = line[(line.IndexOf('<') + 1)..line.IndexOf('>')];
                await writer.WriteLineAsync(Refuse ?? "250 ok");
                asked.Release();
            }
            else if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var mail = new ReceivedMail(recipient, await ReadMailAsync(reader));
                await PauseAsync("mail");
                Mails.Enqueue(mail);
                await writer.WriteLineAsync("250 taken");
                arrived.Release();
            }
            else
                await writer.WriteLineAsync(verb == "QUIT" ? "221 bye" : "250 ok");
        }
    }

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
    /// <summary>The parts, decoded, one after the other.</summary>
    public string Words
    {
        get
        {
            var words = new StringBuilder();
            foreach (var part in Source.Split("\n--"))
                if (part.Contains("base64", StringComparison.Ordinal))
                    words.AppendLine(
                        Encoding.UTF8.GetString(
                            Convert.FromBase64String(
                                part[part.ReplaceLineEndings("\n").IndexOf("\n\n", StringComparison.Ordinal)..]
                            )
                        )
                    );
                else
                    words.AppendLine(
                        part.Replace("=\r\n", "", StringComparison.Ordinal)
                            .Replace("=\n", "", StringComparison.Ordinal)
                            .Replace("=3D", "=", StringComparison.Ordinal)
                    );
            return words.ToString();
        }
    }

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
