using System.Text.Json;

namespace Foyer.Server.Notifications.Push;

/// <summary>What the service worker shows, as JSON: <c>tag</c> makes the same entry one notification, <c>url</c> is where it leads.</summary>
internal static class PushText
{
    public static byte[] Of(Notification notification, string community) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                title = notification.From?.Username ?? community,
                body = notification.Text,
                tag = $"foyer-{notification.Id}",
                url = Url(notification),
            }
        );

    private static string Url(Notification notification) =>
        notification switch
        {
            { Chat: { } chat, Message: { } message } => $"/rooms/{chat}?around={message}#message-{message}",
            { Event: { } happening } => $"/event-detail?id={happening}",
            { Chat: { } chat } => $"/rooms/{chat}",
            _ => "/notifications",
        };
}
