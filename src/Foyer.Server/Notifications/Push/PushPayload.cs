using System.Text.Json;
using Lib.Net.Http.WebPush;

namespace Foyer.Server.Notifications.Push;

/// <summary>
/// What the service worker shows, as JSON: <c>tag</c> makes the same entry one notification, <c>url</c> is where it leads. Of several
/// messages in a room, a browser that was out of reach gets only the last one (RFC 8030, section 5.4).
/// </summary>
internal static class PushPayload
{
    private const int DaySeconds = 24 * 3600;

    public static PushMessage Create(Notification notification, string community) =>
        new(Text(notification, community))
        {
            Topic = notification is { Chat: { } chat, Message: not null } ? $"chat-{chat}" : null,
            Urgency = notification.Kind
                is "direct_message"
                    or "mention"
                    or "event_cancelled"
                    or "waitlist_offer"
                    or "reminder"
                ? PushMessageUrgency.High
                : PushMessageUrgency.Normal,
            TimeToLive = DaySeconds,
        };

    private static string Text(Notification notification, string community) =>
        JsonSerializer.Serialize(
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
            { Event: { } communityEvent } => $"/event-detail?id={communityEvent}",
            { Chat: { } chat } => $"/rooms/{chat}",
            _ => "/notifications",
        };
}
