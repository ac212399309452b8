using System.Text.Json;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Notifications;

/// <summary>An entry of the inbox on the wire, the same live and fetched.</summary>
public static class NotificationJson
{
    public static void Write(Utf8JsonWriter json, Notification notification)
    {
        json.WriteStartObject();
        WriteMembers(json, notification);
        json.WriteString("timestamp"u8, Instants.ToText(notification.CreatedAt));
        json.WriteBoolean("read"u8, notification.IsRead);
        json.WriteEndObject();
    }

    /// <param name="quiet">True when the user currently wants neither sound nor toast for it.</param>
    /// <param name="attended">
    /// True when the user looks at one of their connections: the others need not call for attention.
    /// </param>
    public static Frame ToFrame(Notification notification, bool quiet, bool attended, DateTimeOffset now) =>
        Frames.Event(
            "notification",
            now,
            json =>
            {
                WriteMembers(json, notification);
                json.WriteBoolean("quiet"u8, quiet);
                json.WriteBoolean("attended"u8, attended);
            }
        );

    private static void WriteMembers(Utf8JsonWriter json, Notification notification)
    {
        json.WriteNumber("id"u8, notification.Id);
        json.WriteEnum("kind"u8, notification.Kind);
        json.WritePropertyName("from"u8);
        if (notification.From is { } from)
            from.Write(json);
        else
            json.WriteNullValue();
        Write(json, "chat"u8, notification.Chat);
        Write(json, "message"u8, notification.Message);
        json.WriteString("event"u8, notification.Event);
        json.WriteString("title"u8, notification.Title);
        // A notification without a text of its own shows its title.
        json.WriteString("text"u8, notification.HasWords ? notification.Text : notification.Title);
        WriteTime(json, notification.Time);
    }

    /// <summary>Writes the position of a time within the text, so that clients can show it in the reader's zone.</summary>
    private static void WriteTime(Utf8JsonWriter json, TextTime? time)
    {
        json.WritePropertyName("time"u8);
        if (time is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteNumber("from"u8, time.From);
        json.WriteNumber("length"u8, time.Length);
        json.WriteString("at"u8, Instants.ToText(time.At));
        json.WriteString("time_zone"u8, time.Zone);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
