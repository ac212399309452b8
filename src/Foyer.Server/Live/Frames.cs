using System.Globalization;
using System.Text.Json;
using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Live;

/// <summary>The live frames that belong to no single layer above; see docs/protocol.md.</summary>
public static class Frames
{
    public static Frame Connected(PresentUser user, long chat, DateTimeOffset now) =>
        Event(
            "connected_user",
            now,
            json =>
            {
                json.WritePropertyName("user"u8);
                user.Write(json);
                json.WriteNumber("chat"u8, chat);
            }
        );

    public static Frame Disconnected(PublicUser user, long chat, DateTimeOffset now) =>
        Event("disconnected_user", now, json => WritePresence(json, user, chat));

    public static Frame OnlineUsers(IReadOnlyList<PresentUser> users, long chat, long version, DateTimeOffset now) =>
        Event(
            "online_user_list",
            now,
            json =>
            {
                json.WriteStartArray("user_list"u8);
                foreach (var user in users)
                    user.Write(json);
                json.WriteEndArray();
                json.WriteNumber("chat"u8, chat);
                json.WriteNumber("version"u8, version);
            }
        );

    /// <summary>The ids are strings here, unlike in the other frames.</summary>
    public static Frame Typing(long user, long chat, DateTimeOffset now) =>
        Event(
            "typing_indicator",
            now,
            json =>
            {
                json.WriteString("userId"u8, user.ToString(CultureInfo.InvariantCulture));
                json.WriteString("chatId"u8, chat.ToString(CultureInfo.InvariantCulture));
            }
        );

    public static Frame Resync(long chat, long version, DateTimeOffset now) =>
        Event(
            "resync",
            now,
            json =>
            {
                json.WriteNumber("chat"u8, chat);
                json.WriteNumber("version"u8, version);
            }
        );

    /// <summary>Notifies a client that its inbox changed other than by a new entry: an entry vanished with its cause.</summary>
    public static Frame InboxChanged(DateTimeOffset now) => Event("inbox_changed", now, _ => { });

    public static Frame Pong(DateTimeOffset now) => Event("pong", now, _ => { });

    public static Frame UserChanged(PublicUser user, DateTimeOffset now) =>
        Event(
            "user_changed",
            now,
            json =>
            {
                json.WritePropertyName("user"u8);
                user.Write(json);
            }
        );

    public static Frame Error(Refusal refusal, string? clientId, long? id, DateTimeOffset now) =>
        Event(
            "error",
            now,
            json =>
            {
                WriteRefusal(json, refusal);
                if (clientId is not null)
                    json.WriteString("client_id"u8, clientId);
                if (id is not null)
                    json.WriteNumber("id"u8, id.Value);
                if (refusal.RetryAfter is { } seconds)
                    json.WriteNumber("retry_after"u8, seconds);
            }
        );

    /// <summary>Encodes a frame of the given type; every frame has <c>event_type</c> and <c>timestamp</c>.</summary>
    public static Frame Event(string type, DateTimeOffset now, Action<Utf8JsonWriter> write) =>
        Frame.Encode(
            (type, now, write),
            static (json, given) =>
            {
                json.WriteStartObject();
                json.WriteString("event_type"u8, given.type);
                json.WriteString("timestamp"u8, Instants.ToText(Instants.FromInstant(given.now)));
                given.write(json);
                json.WriteEndObject();
            }
        );

    /// <summary>Writes the members of the error object.</summary>
    public static void WriteRefusal(Utf8JsonWriter json, Refusal refusal)
    {
        json.WriteString("type"u8, refusal.Type);
        json.WriteStartArray("errors"u8);
        foreach (var error in refusal.Errors)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, error.Code);
            json.WriteString("detail"u8, error.Detail);
            json.WriteString("attr"u8, error.Attr);
            if (error is ExclusionError exclusion)
            {
                json.WriteString("until"u8, exclusion.Until);
                json.WriteString("reason"u8, exclusion.Reason);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WritePresence(Utf8JsonWriter json, PublicUser user, long chat)
    {
        json.WritePropertyName("user"u8);
        user.Write(json);
        json.WriteNumber("chat"u8, chat);
    }
}
