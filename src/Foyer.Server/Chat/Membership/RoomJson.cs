using System.Text.Json;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Membership;

/// <summary>Writes the room object of docs/contract.md.</summary>
public static class RoomJson
{
    public static void Write(Utf8JsonWriter json, RoomSummary overview, long reader)
    {
        var room = overview.Room;
        json.WriteStartObject();
        WriteShared(json, room, overview.Members, overview.Online);
        json.WriteEnum("role"u8, room.Role);
        json.WriteNumber("unread"u8, overview.Unread);
        json.WriteNumber("mentions"u8, overview.Mentions);
        json.WriteNumber("read_to"u8, overview.Counts?.ReadTo ?? 0);
        json.WritePropertyName("last_message"u8);
        if (overview.LastMessage is { } last)
            MessageJson.Write(json, last, own: last.User == reader);
        else
            json.WriteNullValue();
        json.WriteEnum("notifications"u8, overview.Counts?.Level ?? NotificationLevel.All);
        json.WriteString("mute_until"u8, overview.Counts?.MuteUntil is { } until ? Instants.ToText(until) : null);
        json.WritePropertyName("partner"u8);
        if (overview.Partner is { } partner)
            partner.Write(json);
        else
            json.WriteNullValue();
        json.WriteEndObject();
    }

    /// <summary>
    /// The live frame about a room that is another one now; with a role to the one person whose role it is (null when they
    /// were put out; with <c>left</c> when they went by themselves), with <c>deleted</c> when it is gone.
    /// </summary>
    public static Frame ToUpdateFrame(
        Room room,
        long members,
        int online,
        DateTimeOffset now,
        (bool IsTold, RoomRole? Role) part = default,
        bool deleted = false,
        bool left = false
    ) =>
        Frames.Event(
            "chat_updated",
            now,
            json =>
            {
                json.WriteNumber("chat"u8, room.Id);
                WriteShared(json, room, members, online);
                if (part.IsTold)
                    json.WriteEnum("role"u8, part.Role);
                if (left)
                    json.WriteBoolean("left"u8, true);
                if (deleted)
                    json.WriteBoolean("deleted"u8, true);
            }
        );

    /// <summary>What is the same for everybody who sees the room.</summary>
    public static void WriteShared(Utf8JsonWriter json, Room room, long members, int online)
    {
        json.WriteNumber("id"u8, room.Id);
        json.WriteString("name"u8, room.Name);
        json.WriteEnum("kind"u8, room.Kind);
        json.WriteString("topic"u8, room.Topic);
        json.WriteNumber("members"u8, members);
        json.WriteNumber("online"u8, online);
        json.WriteNumber("version"u8, room.Version);
        json.WriteBoolean("archived"u8, room.Archived);
        json.WriteString("event"u8, room.Event);
    }
}
