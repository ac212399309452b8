using Foyer.Server.Settings;
using Foyer.Server.Storage;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Foyer.Server.Mail;

/// <summary>Carries mails to the SMTP server, or as files into the pickup folder.</summary>
internal sealed class SmtpTransport(MailSettings settings) : IAsyncDisposable
{
    // Until the e-mail expires. The pauses in between grow, so this many attempts take days.
    private const int UntilTooOld = 100;

    private readonly SmtpConnections connections = new(settings);

    /// <summary>
    /// Returns the attempt at which a fault is final: 1 where the server rejected the e-mail or it cannot be sent at all.
    /// </summary>
    public static int MaxAttempts(Exception fault) =>
        fault switch
        {
            SmtpCommandException { StatusCode: >= SmtpStatusCode.SyntaxError } or FormatException => 1,
            SmtpCommandException or SmtpProtocolException or SslHandshakeException => UntilTooOld,
            AuthenticationException or IOException or TimeoutException => UntilTooOld,
            System.Net.Sockets.SocketException => UntilTooOld,
            _ => WorkItems.Attempts,
        };

    /// <summary>Returns when the server has accepted the e-mail; throws otherwise.</summary>
    public async Task DeliverAsync(WaitingMail mail, CancellationToken cancel)
    {
        using var message = MimeMail.From(mail, settings);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(settings.TimeoutSeconds));
        try
        {
            if (settings.Transport == MailTransport.Pickup)
                await WriteAsync(message, patience.Token);
            else
                await connections.SendAsync(message, patience.Token);
        }
        catch (OperationCanceledException late) when (!cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"The SMTP server did not respond within {settings.TimeoutSeconds} s.", late);
        }
    }

    /// <summary>Ends connections that the last mails have not used.</summary>
    public Task CloseIdleAsync() => connections.CloseIdleAsync();

    public async ValueTask DisposeAsync() => await connections.DisposeAsync();

    // Moved into place when it is complete: a program that collects the files must not see a partial one.
    private async Task WriteAsync(MimeMessage message, CancellationToken cancel)
    {
        Directory.CreateDirectory(settings.PickupFolder);
        var file = Path.Combine(settings.PickupFolder, $"{Guid.NewGuid():N}.eml");
        await message.WriteToAsync(file + ".part", cancel);
        File.Move(file + ".part", file);
    }
}
