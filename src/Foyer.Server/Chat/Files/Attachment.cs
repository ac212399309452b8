using System.Text.Json;
using Foyer.Server.Media;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Files;

/// <summary>A file that a message carries, or that somebody has uploaded to carry.</summary>
/// <param name="File">Its name in the media folder and in its address.</param>
/// <param name="User">Who uploaded it; null when the account is gone.</param>
/// <param name="Message">Null until it is posted.</param>
/// <param name="Alt">What a picture shows, in words; null when nobody said.</param>
/// <param name="Name">As the person named it; shown, never used as a path.</param>
/// <param name="PreviewWidth">Null when the file has no preview.</param>
public sealed record Attachment(
    long Id,
    string File,
    long? User,
    long? Chat,
    long? Message,
    string Name,
    string Type,
    long Size,
    long? Width,
    long? Height,
    string? Alt = null,
    long? PreviewWidth = null,
    long? PreviewHeight = null
)
{
    public const string Folder = "files";

    internal const string Columns = """
        a.id, a.file, a.user_id as "User", a.chat_id as Chat, a.message_id as Message, a.name, a.type, a.size, a.width, a.height, a.alt,
        a.preview_width as PreviewWidth, a.preview_height as PreviewHeight
        """;

    public string Url => $"/media/{Folder}/{File}";

    /// <summary>The address of the preview, or null when there is none.</summary>
    public string? PreviewUrl => PreviewWidth is null ? null : $"/media/{Folder}/{MediaFolder.PreviewOf(File)}";

    public bool IsPicture => Type != MediaFile.AnyType;

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, Id);
        json.WriteString("url"u8, Url);
        json.WriteString("name"u8, Name);
        json.WriteString("type"u8, Type);
        json.WriteNumber("size"u8, Size);
        WriteSide(json, "width"u8, Width);
        WriteSide(json, "height"u8, Height);
        json.WriteString("alt"u8, Alt);
        WritePreview(json);
        json.WriteEndObject();
    }

    private void WritePreview(Utf8JsonWriter json)
    {
        if (PreviewUrl is not { } url)
        {
            json.WriteNull("preview"u8);
            return;
        }
        json.WriteStartObject("preview"u8);
        json.WriteString("url"u8, url);
        WriteSide(json, "width"u8, PreviewWidth);
        WriteSide(json, "height"u8, PreviewHeight);
        json.WriteEndObject();
    }

    /// <summary>A step: makes an upload the file at this place of a message.</summary>
    internal static void Attach(Write write, long id, long message, int place) =>
        write.Execute(
            "update attachments set message_id = @message, place = @place where id = @id",
            new
            {
                message,
                place,
                id,
            }
        );

    /// <summary>A step: removes the files of a message, and returns their names in the media folder.</summary>
    internal static List<string> RemoveOfMessage(Write write, long message) =>
        write.List<string>("delete from attachments where message_id = @message returning file", new { message });

    /// <summary>A step: removes the files and uploads of a room, and returns their names in the media folder.</summary>
    internal static List<string> RemoveOfRoom(Write write, long chat) =>
        write.List<string>("delete from attachments where chat_id = @chat returning file", new { chat });

    private static void WriteSide(Utf8JsonWriter json, ReadOnlySpan<byte> name, long? pixels)
    {
        if (pixels is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }
}
