using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Foyer.Protocol.Envelopes;

/// <summary>One message of the terminal protocol: <c>{"type":T,"data":{…}}</c>; see docs/tcp-protocol.md.</summary>
/// <param name="Type">The kind of its data.</param>
/// <param name="Data">A JSON object; together with the envelope at most <see cref="Depth"/> levels deep.</param>
public sealed record Envelope(EnvelopeType Type, JsonElement Data)
{
    /// <summary>Levels of objects and lists that a body may have, the envelope being the first.</summary>
    public const int Depth = 32;

    private static readonly JsonWriterOptions Options = new()
    {
        // Escapes only what JSON requires: the output is never inserted into HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>An envelope whose data has the members that <paramref name="write"/> writes.</summary>
    public static Envelope Of(EnvelopeType type, Action<Utf8JsonWriter> write) => new(type, Parse(Members(write)));

    /// <summary>The JSON of an object with the members that <paramref name="write"/> writes.</summary>
    public static byte[] Members(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static JsonElement Parse(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data);
        return JsonElement.ParseValue(ref reader);
    }
}
