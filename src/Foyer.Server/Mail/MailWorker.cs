using System.Collections.Concurrent;
using System.Globalization;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Mail;

/// <summary>
/// Sends queued e-mails after each commit that added one, and retries failed ones later. An e-mail is sent twice only if the
/// process ends after the server accepted it and before that is recorded, and then with the same Message-ID.
/// </summary>
internal sealed partial class MailWorker(
    MailQueue mailQueue,
    Database database,
    Writer writer,
    WorkItems items,
    FoyerSettings settings,
    TimeProvider time,
    ILogger<MailWorker> log
) : BackgroundService
{
    private const int Batch = 100;
    private const long Kept = 30 * Instants.Day;

    // Mail servers often allow only a few connections from one sender. More are opened only beside connections that do not
    // respond.
    private const int AtOnce = 4;
    private const int Most = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<long, byte> underWay = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!mailQueue.IsEnabled)
            return;
        using var slots = new AttemptSlots(AtOnce, Most, Patience);
        await using var transport = new SmtpTransport(settings.Mail);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await TryEmptyAsync(slots, transport, stoppingToken);
                await mailQueue.WaitAsync(Round, stoppingToken);
            }
        }
        finally
        {
            await slots.DrainAsync();
        }
    }

    private async Task TryEmptyAsync(AttemptSlots slots, SmtpTransport transport, CancellationToken cancel)
    {
        try
        {
            await EmptyAsync(slots, transport, cancel);
            await transport.CloseIdleAsync();
            await ForgetAsync(cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            LogFault(fault);
        }
    }

    /// <summary>Starts an attempt for every mail that is due. Returns while the last ones are still under way.</summary>
    private async Task EmptyAsync(AttemptSlots slots, SmtpTransport transport, CancellationToken cancel)
    {
        while (true)
        {
            var due = await database.ReadAsync(db => WaitingMail.Due(db, time.Now(), Batch + Most), cancel);
            var fresh = due.FindAll(id => underWay.TryAdd(id, 0));
            foreach (var id in fresh)
                await slots.StartAsync(() => AttemptAsync(id, transport, cancel), cancel);
            if (fresh.Count == 0)
                return;
        }
    }

    private async Task AttemptAsync(long id, SmtpTransport transport, CancellationToken cancel)
    {
        try
        {
            var item = id.ToString(CultureInfo.InvariantCulture);
            var failed = await items.TryAsync(
                WaitingMail.Queue,
                item,
                () => SendAsync(id, transport, cancel),
                cancel,
                SmtpTransport.MaxAttempts
            );
            if (failed is null)
                return;
            await items.TryAsync(
                WaitingMail.Queue,
                item,
                () => items.WriteAsync(write => WaitingMail.MarkFailed(write, id, failed), CancellationToken.None),
                cancel
            );
            LogRefused(id, failed.Tries, failed.Error);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            LogFault(fault);
        }
        catch (OperationCanceledException)
        {
            // The server stops; the e-mail waits for the next start.
        }
        finally
        {
            underWay.TryRemove(id, out _);
        }
    }

    private async Task SendAsync(long id, SmtpTransport transport, CancellationToken cancel)
    {
        if (await database.ReadAsync(db => WaitingMail.Find(db, id, time.Now()), cancel) is not { } mail)
            return;
        if (mail.ExpiresAt <= time.Now())
        {
            await items.WriteAsync(mail.MarkExpired, CancellationToken.None);
            LogExpired(id);
            return;
        }
        await transport.DeliverAsync(mailQueue.Open(mail), cancel);
        await items.WriteAsync(mail.MarkSent, CancellationToken.None);
        LogSent(id);
    }

    private Task ForgetAsync(CancellationToken cancel) =>
        writer.WriteAsync<Foyer.Protocol.Done>(
            write =>
            {
                write.Execute(
                    "delete from mails where created_at < @before and (sent_at is not null or failed_at is not null)",
                    new { before = write.Now - Kept }
                );
                return new Foyer.Protocol.Done();
            },
            cancel
        );

    [LoggerMessage(LogLevel.Information, "Mail {Mail} was sent.")]
    private partial void LogSent(long mail);

    [LoggerMessage(LogLevel.Warning, "Mail {Mail} was not sent before it became too old.")]
    private partial void LogExpired(long mail);

    [LoggerMessage(LogLevel.Warning, "Mail {Mail} could not be sent at try {Try}: {Error}")]
    private partial void LogRefused(long mail, long @try, string error);

    [LoggerMessage(LogLevel.Error, "The outbox could not be emptied; it is tried again.")]
    private partial void LogFault(Exception fault);
}
