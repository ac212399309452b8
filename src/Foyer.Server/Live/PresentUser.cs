using System.Text.Json;

namespace Foyer.Server.Live;

/// <summary>Somebody present in a room: the public user, with <c>away</c> where nobody is at any of their connections.</summary>
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
