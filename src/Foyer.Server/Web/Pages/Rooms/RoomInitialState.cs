using System.Text;
using System.Text.Json;
using Foyer.Server.Accounts;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Chat.Unread;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Web.Pages.Rooms;

/// <summary>
/// The initial state of a room's scripts, in the JSON of the protocol. The default encoder escapes HTML-sensitive characters.
/// </summary>
internal static class RoomInitialState
{
    public static string Json(RoomView opened, Caller caller, Presence presence)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            Write(json, opened, caller, presence);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static void Write(Utf8JsonWriter json, RoomView opened, Caller caller, Presence presence)
    {
        json.WriteStartObject();
        json.WritePropertyName("me");
        new PublicUser(caller.User, caller.Username, caller.Avatar).Write(json);
        WriteRoom(json, opened.Room);
        WritePosition(json, opened.Position);
        json.WriteBoolean("older", opened.HasOlder);
        json.WriteBoolean("newer", opened.HasNewer);
        json.WriteStartArray("messages");
        foreach (var message in opened.Messages)
            MessageJson.Write(json, message, own: message.User == caller.User);
        json.WriteEndArray();
        json.WriteStartArray("members");
        foreach (var member in opened.Members)
            WriteMember(json, member, presence.StateOf(member.Id));
        json.WriteEndArray();
        WriteIds(json, "pins", opened.Pins);
        WriteIds(json, "blocked", opened.Blocked);
        json.WriteEndObject();
    }

    private static void WritePosition(Utf8JsonWriter json, ReadPosition position)
    {
        json.WriteNumber("read_to", position.ReadTo);
        json.WriteNumber("unread", position.Unread);
        if (position.FirstUnread is { } first)
            json.WriteNumber("first_unread", first);
        json.WriteNumber("latest", position.Newest);
    }

    private static void WriteMember(Utf8JsonWriter json, Member member, PresenceState nearness)
    {
        json.WriteStartObject();
        json.WriteNumber("id", member.Id);
        json.WriteString("username", member.Username);
        json.WriteString("avatar", member.Avatar ?? PublicUser.DefaultAvatar);
        json.WriteBoolean("online", nearness != PresenceState.Offline);
        json.WriteBoolean("away", nearness == PresenceState.Away);
        json.WriteEndObject();
    }

    private static void WriteIds(Utf8JsonWriter json, string name, IReadOnlyList<long> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
            json.WriteNumberValue(id);
        json.WriteEndArray();
    }

    private static void WriteRoom(Utf8JsonWriter json, Server.Chat.Rooms.Room room)
    {
        json.WriteStartObject("room");
        json.WriteNumber("id", room.Id);
        json.WriteString("name", room.Name);
        json.WriteEnum("kind"u8, room.Kind);
        json.WriteString("topic", room.Topic);
        json.WriteEnum("role"u8, room.Role);
        json.WriteNumber("version", room.Version);
        json.WriteBoolean("archived", room.Archived);
        json.WriteEndObject();
    }
}
