using System.Text.Json;

namespace Foyer.Server.Live;

/// <summary>A user present in a room: the public user, with <c>away</c> when all of their connections are idle.</summary>
public sealed record PresentUser(PublicUser User, bool IsAway)
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        User.WriteMembers(json);
        if (IsAway)
            json.WriteBoolean("away"u8, true);
        json.WriteEndObject();
    }
}
