using System.Runtime.InteropServices;

namespace Foyer.Protocol.Envelopes;

/// <summary>The two codecs, chosen by a flag (S004-35). Both carry exactly the same objects.</summary>
public static class EnvelopeCodec
{
    /// <summary>The body of a frame.</summary>
    public static byte[] Encode(Envelope envelope, Codec codec) =>
        Encode(envelope.Type, JsonMarshal.GetRawUtf8Value(envelope.Data), codec);

    /// <summary>The body of a frame, from data that is JSON already.</summary>
    /// <param name="data">One well-formed JSON object in UTF-8.</param>
    public static byte[] Encode(EnvelopeType type, ReadOnlySpan<byte> data, Codec codec) =>
        codec == Codec.Json ? JsonCodec.Encode(type, data) : BinaryCodec.Encode(type, data);

    /// <summary>The envelope, or null when the body is none; never throws.</summary>
    public static Envelope? Decode(ReadOnlySpan<byte> body, Codec codec) =>
        codec == Codec.Json ? JsonCodec.Decode(body) : BinaryCodec.Decode(body);
}
