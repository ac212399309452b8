using System.Text.Json;
using Foyer.Server.Live;
using Foyer.Server.Storage;

namespace Foyer.Server.Chat.Messages;

/// <summary>Writes the message object of docs/contract.md.</summary>
public static class MessageJson
{
    /// <summary>The object for the sender (<paramref name="own"/>), with <c>client_id</c>, or for everybody else.</summary>
    public static void Write(Utf8JsonWriter json, Message message, bool own)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, message.Id);
        json.WriteString("timestamp"u8, message.Timestamp);
        json.WriteString("user_name"u8, message.ShownName);
        json.WriteString("user_avatar"u8, message.ShownAvatar);
        json.WriteString("text"u8, message.ShownText);
        json.WriteBoolean("is_deleted"u8, message.IsDeleted);
        json.WriteNumber("chat"u8, message.Chat);
        json.WriteNumber("user"u8, message.User ?? 0);
        json.WriteNumber("version"u8, message.Version);
        json.WriteEnum("kind"u8, message.ShownKind);
        if (own && message.ClientId is not null)
            json.WriteString("client_id"u8, message.ClientId);
        json.WriteString("subject"u8, message.Subject);
        json.WriteString("edited_at"u8, message.EditedAt is { } edited ? Instants.ToText(edited) : null);
        WriteQuote(json, message);
        WriteExtras(json, message);
        WriteMentions(json, message);
        WriteCard(json, message);
        json.WriteEndObject();
    }

    /// <summary>The change as it is delivered live: new, edited, deleted or reacted to, always the same frame.</summary>
    public static Change ToChange(
        Message message,
        DateTimeOffset now,
        Connection? origin = null,
        ChangeKind kind = ChangeKind.Added
    )
    {
        var others = Encode(message, own: false, now);
        var own = message.ClientId is null ? others : Encode(message, own: true, now);
        return new Change(message.Chat, message.Version, message.User ?? 0, others, own, origin, message.Id, kind);
    }

    public static Frame Encode(Message message, bool own, DateTimeOffset now) =>
        Frame.Encode(
            (message, own, now),
            static (json, given) =>
            {
                json.WriteStartObject();
                json.WriteString("event_type"u8, "chat_message"u8);
                json.WriteString("timestamp"u8, Instants.ToText(Instants.FromInstant(given.now)));
                json.WritePropertyName("message"u8);
                Write(json, given.message, given.own);
                json.WriteEndObject();
            }
        );

    private static void WriteExtras(Utf8JsonWriter json, Message message)
    {
        json.WriteStartArray("attachments"u8);
        foreach (var file in message.Attachments)
            file.Write(json);
        json.WriteEndArray();
        json.WriteStartObject("reactions"u8);
        foreach (var (emoji, users) in message.Reactions)
        {
            json.WriteStartArray(emoji);
            foreach (var user in users)
                json.WriteNumberValue(user);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteMentions(Utf8JsonWriter json, Message message)
    {
        json.WritePropertyName("mentions"u8);
        if (message.MentionsJson is { } mentions && !message.IsDeleted)
            json.WriteRawValue(mentions, skipInputValidation: true);
        else
            json.WriteRawValue("[]"u8, skipInputValidation: true);
    }

    private static void WriteCard(Utf8JsonWriter json, Message message)
    {
        json.WritePropertyName("event"u8);
        if (message.Card.IsEmpty)
            json.WriteNullValue();
        else
            json.WriteRawValue(message.Card.Span, skipInputValidation: true);
    }

    private static void WriteQuote(Utf8JsonWriter json, Message message)
    {
        if (message.ReplyTo is not { } quoted)
        {
            json.WriteNull("reply_to"u8);
            return;
        }
        json.WriteStartObject("reply_to"u8);
        json.WriteNumber("id"u8, quoted);
        json.WriteNumber("user"u8, message.QuotedUser ?? 0);
        json.WriteString("user_name"u8, message.QuotedShownName);
        json.WriteString("text"u8, message.ShownQuote);
        json.WriteEndObject();
    }
}
