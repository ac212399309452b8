using System.Runtime.InteropServices;

namespace Foyer.Protocol.Envelopes;

/// <summary>The two codecs, chosen by the codec byte. Both carry exactly the same objects.</summary>
public static class EnvelopeCodec
{
    /// <summary>Returns the body of a frame.</summary>
    public static byte[] Encode(Envelope envelope, Codec codec) =>
        Encode(envelope.Type, JsonMarshal.GetRawUtf8Value(envelope.Data), codec);

    /// <summary>Returns the body of a frame, from data that is already JSON.</summary>
    /// <param name="data">One well-formed JSON object in UTF-8.</param>
    public static byte[] Encode(EnvelopeType type, ReadOnlySpan<byte> data, Codec codec) =>
        codec == Codec.Json ? JsonCodec.Encode(type, data) : BinaryCodec.Encode(type, data);

    /// <summary>Returns the envelope, or null when the body is invalid; never throws.</summary>
    public static Envelope? Decode(ReadOnlySpan<byte> body, Codec codec) =>
        codec == Codec.Json ? JsonCodec.Decode(body) : BinaryCodec.Decode(body);
}
