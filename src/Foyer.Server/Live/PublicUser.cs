using System.Text.Json;

namespace Foyer.Server.Live;

/// <summary>The part of a user that everyone may see.</summary>
/// <param name="Avatar">Path of the picture, or null for the default one.</param>
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
