using System.Net.Mail;
using Foyer.Protocol;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Mail;

/// <summary>
/// Empties the outbox after each commit that filled it, and tries again later what could not be sent. A mail is sent twice
/// only if the process ends between the server's yes and the mark, and then with the same Message-ID.
/// </summary>
internal sealed partial class Postman(
    Outbox outbox,
    Database database,
    Writer writer,
    FoyerSettings settings,
    TimeProvider time,
    ILogger<Postman> log
) : BackgroundService
{
    private const int Batch = 50;
    private const long Kept = 30 * Clock.Day;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(15);

    private readonly Courier courier = new(settings.Mail);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!outbox.IsOpen)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await EmptyAsync(stoppingToken);
                await ForgetAsync(stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogFault(fault);
            }
            await outbox.WaitAsync(Round, stoppingToken);
        }
    }

    private async Task EmptyAsync(CancellationToken cancel)
    {
        while (true)
        {
            var due = await database.ReadAsync(db => WaitingMail.Due(db, time.Now(), Batch), cancel);
            foreach (var mail in due)
                await SendAsync(mail, cancel);
            if (due.Count < Batch)
                return;
        }
    }

    private async Task SendAsync(WaitingMail mail, CancellationToken cancel)
    {
        if (mail.ExpiresAt <= time.Now())
            await MarkAsync(write => mail.MarkFailed(write, "too old"));
        else
            try
            {
                await courier.DeliverAsync(mail, cancel);
                await MarkAsync(mail.MarkSent);
                LogSent(mail.Id);
            }
            catch (Exception refused)
                when (refused is SmtpException or IOException or FormatException or OperationCanceledException)
            {
                cancel.ThrowIfCancellationRequested();
                await RefusedAsync(mail, refused);
            }
    }

    private async Task RefusedAsync(WaitingMail mail, Exception refused)
    {
        var error = PlainText.Encode(refused.GetBaseException().Message);
        var forGood =
            refused is FormatException or SmtpFailedRecipientException { StatusCode: >= SmtpStatusCode.SyntaxError };
        await MarkAsync(write =>
        {
            if (forGood)
                mail.MarkFailed(write, error);
            else
                mail.Postpone(write, error);
        });
        LogRefused(mail.Id, mail.Tries + 1, error);
    }

    private Task MarkAsync(Action<Write> mark) =>
        writer.WriteAsync<Done>(write =>
        {
            mark(write);
            return new Done();
        });

    private Task ForgetAsync(CancellationToken cancel) =>
        writer.WriteAsync<Done>(
            write =>
            {
                write.Execute(
                    "delete from mails where created_at < @before and (sent_at is not null or failed_at is not null)",
                    new { before = write.Now - Kept }
                );
                return new Done();
            },
            cancel
        );

    [LoggerMessage(LogLevel.Information, "Mail {Mail} was sent.")]
    private partial void LogSent(long mail);

    [LoggerMessage(LogLevel.Warning, "Mail {Mail} could not be sent at try {Try}: {Error}")]
    private partial void LogRefused(long mail, long @try, string error);

    [LoggerMessage(LogLevel.Error, "The outbox could not be emptied; it is tried again.")]
    private partial void LogFault(Exception fault);
}
