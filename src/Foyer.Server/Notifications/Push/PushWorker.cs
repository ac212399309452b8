using System.Net;
using System.Threading.Channels;
using Foyer.Server.Settings;
using Foyer.Server.Storage;
using Lib.Net.Http.WebPush;

namespace Foyer.Server.Notifications.Push;

/// <summary>
/// Sends new inbox entries to the browsers of users who look at no page, after the commit, once each. A delivery that the push
/// service refuses is not retried: the inbox keeps the entry. An unreachable browser is skipped for a while, and its subscription
/// is removed after a few failed attempts.
/// </summary>
public sealed partial class PushWorker : BackgroundService
{
    private const int MostWaiting = 10_000;
    private const string Queue = "push";

    // A push service that does not respond occupies the larger number of slots only; the others share the smaller one.
    private const int AtOnce = 8;
    private const int Most = 64;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    private readonly Channel<Notification> waiting = Channel.CreateBounded<Notification>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly Database database;
    private readonly WorkItems items;
    private readonly PushSubscriptions subscribing;
    private readonly PushKey key;
    private readonly FoyerSettings settings;
    private readonly TimeProvider time;
    private readonly ILogger<PushWorker> log;
    private readonly HttpClient http;
    private PushServiceClient? client;

    public PushWorker(
        Database database,
        WorkItems items,
        PushSubscriptions subscribing,
        PushKey key,
        FoyerSettings settings,
        TimeProvider time,
        ILogger<PushWorker> log
    )
    {
        this.database = database;
        this.items = items;
        this.subscribing = subscribing;
        this.key = key;
        this.settings = settings;
        this.time = time;
        this.log = log;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
        };
        if (!settings.Test.LocalPush)
            handler.ConnectCallback = PushAddress.ConnectAsync;
        http = new HttpClient(handler) { Timeout = LongestAnswer, MaxResponseContentBufferSize = 64 * 1024 };
    }

    /// <summary>Quick, from any thread.</summary>
    public void Enqueue(Notification notification)
    {
        if (settings.Push.Enabled)
            waiting.Writer.TryWrite(notification);
    }

    public override void Dispose()
    {
        http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var slots = new AttemptSlots(AtOnce, Most, Patience);
        try
        {
            await foreach (var notification in waiting.Reader.ReadAllAsync(stoppingToken))
                await slots.StartAsync(() => BringAsync(notification, stoppingToken), stoppingToken);
        }
        finally
        {
            await slots.DrainAsync();
        }
    }

    private async Task BringAsync(Notification notification, CancellationToken cancel)
    {
        try
        {
            await items.TryAsync(
                "notifications to push",
                $"{notification.Id}",
                () => BringToAllAsync(notification, cancel),
                cancel,
                _ => 1
            );
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            LogFailed(fault, notification.Id);
        }
        catch (OperationCanceledException)
        {
            // The server stops; the entry remains in the inbox.
        }
    }

    private async Task BringToAllAsync(Notification notification, CancellationToken cancel)
    {
        var browsers = await database.ReadAsync(db => PushSubscription.Ids(db, notification.User, time.Now()), cancel);
        if (browsers.Count == 0)
            return;
        var message = PushPayload.Create(notification, settings.Name);
        await items.EachAsync(
            Queue,
            browsers,
            (browser, stop) => BringAsync(browser, message, stop),
            cancel,
            ForgetAsync
        );
    }

    private async Task BringAsync(long id, PushMessage message, CancellationToken cancel)
    {
        if (await database.ReadAsync(db => PushSubscription.Find(db, id), cancel) is not { } browser)
            return;
        try
        {
            client ??= new PushServiceClient(http) { AutoRetryAfter = false };
            await client.RequestPushMessageDeliveryAsync(browser.ToLibrary(), message, key.Authentication, cancel);
        }
        catch (PushServiceClientException refused)
            when (refused.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            await subscribing.RemoveUnreachableAsync(id);
        }
    }

    private Task ForgetAsync(long id, FailedItem failed) =>
        failed.IsAbandoned ? subscribing.RemoveUnreachableAsync(id) : Task.CompletedTask;

    [LoggerMessage(LogLevel.Error, "Notification {Id} could not be brought to browsers.")]
    private partial void LogFailed(Exception fault, long id);
}
