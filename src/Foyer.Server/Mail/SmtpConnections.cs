using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using Foyer.Server.Settings;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Foyer.Server.Mail;

/// <summary>Connections to the SMTP server. Each sends one e-mail at a time and is reused for the next.</summary>
internal sealed class SmtpConnections(MailSettings settings) : IAsyncDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly ConcurrentStack<(SmtpClient Client, long Since)> idle = [];

    public async Task SendAsync(MimeMessage message, CancellationToken cancel)
    {
        var client = await TakeAsync(cancel);
        try
        {
            await client.SendAsync(message, cancel);
        }
        catch (SmtpCommandException) when (client.IsConnected)
        {
            // The server refused this e-mail but accepts others.
            Keep(client);
            throw;
        }
        catch
        {
            client.Dispose();
            throw;
        }
        Keep(client);
    }

    public Task CloseIdleAsync() => CloseAsync(Idle);

    public async ValueTask DisposeAsync() => await CloseAsync(TimeSpan.Zero);

    private void Keep(SmtpClient client) => idle.Push((client, Stopwatch.GetTimestamp()));

    private async Task<SmtpClient> TakeAsync(CancellationToken cancel)
    {
        while (idle.TryPop(out var view))
            if (await IsOpenAsync(view.Client, cancel))
                return view.Client;
        return await ConnectAsync(cancel);
    }

    // The server may have closed it meanwhile; a check costs less than an attempt of the e-mail.
    private static async Task<bool> IsOpenAsync(SmtpClient client, CancellationToken cancel)
    {
        try
        {
            await client.NoOpAsync(cancel);
            return true;
        }
        catch (Exception) when (!cancel.IsCancellationRequested)
        {
            client.Dispose();
            return false;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private async Task<SmtpClient> ConnectAsync(CancellationToken cancel)
    {
        var client = new SmtpClient { CheckCertificateRevocation = false };
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, Security, cancel);
            if (settings.User is not null)
                await client.AuthenticateAsync(settings.User, settings.Password ?? "", cancel);
            return client;
        }
        catch (SmtpCommandException refused)
        {
            client.Dispose();
            // A failed sign-in to the server says nothing about this e-mail.
            throw new IOException(refused.Message, refused);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private SecureSocketOptions Security =>
        settings.Security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.Starttls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        };

    private async Task CloseAsync(TimeSpan unused)
    {
        var view = new List<(SmtpClient Client, long Since)>();
        while (idle.TryPop(out var one))
            if (Stopwatch.GetElapsedTime(one.Since) < unused)
                view.Add(one);
            else
                await QuitAsync(one.Client);
        view.Reverse();
        view.ForEach(idle.Push);
    }

    private static async Task QuitAsync(SmtpClient client)
    {
        using var patience = new CancellationTokenSource(Farewell);
        try
        {
            await client.DisconnectAsync(quit: true, patience.Token);
        }
        catch (Exception fault)
            when (fault
                    is IOException
                        or SocketException
                        or ProtocolException
                        or CommandException
                        or InvalidOperationException
                        or OperationCanceledException
            )
        {
            // The connection ends either way.
        }
        client.Dispose();
    }
}
