using System.Text.Json;
using Lib.Net.Http.WebPush;

namespace Foyer.Server.Notifications.Push;

/// <summary>
/// The JSON that the service worker shows: entries with the same <c>tag</c> replace each other, <c>url</c> is the page to open.
/// Of several messages in a room, a browser that was unreachable gets only the last one (RFC 8030, section 5.4).
/// </summary>
internal static class PushPayload
{
    private const int DaySeconds = 24 * 3600;

    public static PushMessage Create(Notification notification, string community) =>
        new(Text(notification, community))
        {
            Topic = notification is { Chat: { } chat, Message: not null } ? $"chat-{chat}" : null,
            Urgency = notification.Kind
                is NoticeKind.DirectMessage
                    or NoticeKind.Mention
                    or NoticeKind.EventCancelled
                    or NoticeKind.WaitlistOffer
                    or NoticeKind.Reminder
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
