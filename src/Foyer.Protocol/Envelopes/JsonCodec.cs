using System.Text.Json;
using System.Text.Unicode;

namespace Foyer.Protocol.Envelopes;

/// <summary>Envelopes as JSON.</summary>
public static class JsonCodec
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = Envelope.Depth };

    /// <param name="data">One well-formed JSON object in UTF-8.</param>
    public static byte[] Encode(EnvelopeType type, ReadOnlySpan<byte> data)
    {
        var head = Head(type);
        var body = new byte[head.Length + data.Length + 1];
        head.CopyTo(body);
        data.CopyTo(body.AsSpan(head.Length));
        body[^1] = (byte)'}';
        return body;
    }

    /// <summary>Returns the envelope, or null when the body is invalid; never throws.</summary>
    public static Envelope? Decode(ReadOnlySpan<byte> body)
    {
        try
        {
            return IsText(body) ? Read(body) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ReadOnlySpan<byte> Head(EnvelopeType type) =>
        type switch
        {
            EnvelopeType.Version => """{"type":"Version","data":"""u8,
            EnvelopeType.System => """{"type":"System","data":"""u8,
            EnvelopeType.Login => """{"type":"Login","data":"""u8,
            EnvelopeType.Message => """{"type":"Message","data":"""u8,
        };

    private static Envelope? Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, Strict);
        EnvelopeType? type = null;
        JsonElement data = default;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isType, isData) = (reader.ValueTextEquals("type"u8), reader.ValueTextEquals("data"u8));
            reader.Read();
            if (isType)
                type = TypeOf(ref reader);
            if (isData)
                data = JsonElement.ParseValue(ref reader);
            else
                reader.Skip();
        }
        // Any token after the object is an error, which the reader throws.
        return !reader.Read() && type is { } known && data.ValueKind == JsonValueKind.Object
            ? new Envelope(known, data)
            : null;
    }

    private static EnvelopeType? TypeOf(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String ? null
        : reader.ValueTextEquals("Version"u8) ? EnvelopeType.Version
        : reader.ValueTextEquals("System"u8) ? EnvelopeType.System
        : reader.ValueTextEquals("Login"u8) ? EnvelopeType.Login
        : reader.ValueTextEquals("Message"u8) ? EnvelopeType.Message
        : null;

    /// <summary>
    /// JSON may spell half a character as an escape, which no other encoding of text can carry: that is no text.
    /// </summary>
    private static bool IsText(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body))
            return false;
        if (body.IndexOf("\\u"u8) < 0)
            return true;
        var reader = new Utf8JsonReader(body, Strict);
        while (reader.Read())
            if (reader.ValueIsEscaped && !IsText(ref reader))
                return false;
        return true;
    }

    private static bool IsText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
