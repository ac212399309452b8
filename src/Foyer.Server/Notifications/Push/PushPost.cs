using System.Net;
using System.Net.Http.Headers;
using System.Threading.Channels;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Notifications.Push;

/// <summary>
/// Brings entries of the inbox to the browsers of those who look at no page, after the commit, each once. What a push
/// service does not take is not tried again: the inbox keeps it.
/// </summary>
public sealed partial class PushPost : BackgroundService
{
    private const int MostWaiting = 10_000;
    private const int AtOnce = 8;
    private const int DaySeconds = 24 * 3600;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Channel<Notification> waiting = Channel.CreateBounded<Notification>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly Database database;
    private readonly Subscribing subscribing;
    private readonly PushKey key;
    private readonly FoyerSettings settings;
    private readonly TimeProvider time;
    private readonly ILogger<PushPost> log;
    private readonly HttpClient client;

    public PushPost(
        Database database,
        Subscribing subscribing,
        PushKey key,
        FoyerSettings settings,
        TimeProvider time,
        ILogger<PushPost> log
    )
    {
        this.database = database;
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
        client = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = 64 * 1024 };
    }

    /// <summary>Quick, from any thread.</summary>
    public void Send(Notification notification)
    {
        if (settings.Push.Enabled)
            waiting.Writer.TryWrite(notification);
    }

    public override void Dispose()
    {
        client.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Parallel.ForEachAsync(
            waiting.Reader.ReadAllAsync(stoppingToken),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
            async (notification, cancel) => await BringAsync(notification, cancel)
        );

    private async Task BringAsync(Notification notification, CancellationToken cancel)
    {
        try
        {
            var browsers = await database.ReadAsync(
                db => PushSubscription.Of(db, notification.User, time.Now()),
                cancel
            );
            var text = PushText.Of(notification, settings.Name);
            foreach (var browser in browsers)
                await BringAsync(browser, text, cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            LogFailed(fault, notification.Id);
        }
    }

    private async Task BringAsync(PushSubscription browser, byte[] text, CancellationToken cancel)
    {
        var endpoint = new Uri(browser.Endpoint);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new ByteArrayContent(PushEncryption.Encrypt(text, browser)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentEncoding.Add("aes128gcm");
        request.Headers.TryAddWithoutValidation(
            "TTL",
            DaySeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)
        );
        request.Headers.TryAddWithoutValidation("Authorization", key.Authorize(endpoint, Contact, time.GetUtcNow()));
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
                await subscribing.ForgetAsync(browser.Endpoint);
            else if (!response.IsSuccessStatusCode)
                LogRefused(endpoint.Host, (int)response.StatusCode);
        }
        catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException or IOException)
        {
            cancel.ThrowIfCancellationRequested();
            LogUnreached(endpoint.Host, gone.GetType().Name);
        }
    }

    private string Contact =>
        settings.Mail.FromAddress is { } address ? $"mailto:{address}" : settings.PublicUrl ?? "https://localhost";

    [LoggerMessage(LogLevel.Error, "Notification {Id} could not be brought to browsers.")]
    private partial void LogFailed(Exception fault, long id);

    [LoggerMessage(LogLevel.Warning, "The push service {Host} answered {Status}.")]
    private partial void LogRefused(string host, int status);

    [LoggerMessage(LogLevel.Warning, "The push service {Host} could not be reached: {Why}.")]
    private partial void LogUnreached(string host, string why);
}
