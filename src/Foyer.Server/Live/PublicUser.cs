using System.Text.Json;

namespace Foyer.Server.Live;

/// <summary>What everybody may see of a person (contract section 5, public user).</summary>
/// <param name="Avatar">Path of the picture, or null for the default one (S001-34).</param>
public sealed record PublicUser(long Id, string Username, string? Avatar)
{
    public const string DefaultAvatar = "/media/default-user-avatar.jpg";

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteMembers(json);
        json.WriteEndObject();
    }

    internal void WriteMembers(Utf8JsonWriter json)
    {
        json.WriteNumber("id"u8, Id);
        json.WriteString("username"u8, Username);
        json.WriteString("avatar"u8, Avatar ?? DefaultAvatar);
    }
}
