using System.Buffers;
using System.Text.Json;

namespace Foyer.Protocol.Envelopes;

/// <summary>Envelopes in the compact layout of docs/tcp-protocol.md: one byte of type, then the data as one value.</summary>
public static class BinaryCodec
{
    /// <summary>The maximum size of a decoded body, in bytes of JSON.</summary>
    public const int LargestData = 4 * FrameParser.SignedInLimit;

    /// <param name="data">One well-formed JSON object in UTF-8.</param>
    public static byte[] Encode(EnvelopeType type, ReadOnlySpan<byte> data)
    {
        var body = new ArrayBufferWriter<byte>(data.Length / 2 + 16);
        body.GetSpan(1)[0] = (byte)type;
        body.Advance(1);
        new ValueWriter(body).Write(data);
        return body.WrittenSpan.ToArray();
    }

    /// <summary>Returns the envelope, or null when the body is invalid; never throws.</summary>
    public static Envelope? Decode(ReadOnlySpan<byte> body)
    {
        if (
            body.Length < 2
            || body[0] is < (byte)EnvelopeType.Version or > (byte)EnvelopeType.Message
            || body[1] != ValueTag.Object
        )
            return null;
        var data = new ArrayBufferWriter<byte>(body.Length * 2);
        using var json = new Utf8JsonWriter(data, new JsonWriterOptions { SkipValidation = true });
        var reader = new ValueReader(body[1..], json);
        if (!reader.TryReadAll())
            return null;
        json.Flush();
        var parsed = new Utf8JsonReader(data.WrittenSpan);
        return new Envelope((EnvelopeType)body[0], JsonElement.ParseValue(ref parsed));
    }
}
