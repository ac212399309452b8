using System.Buffers.Binary;

namespace Foyer.Protocol.Envelopes;

/// <summary>Encodes the frames of the terminal protocol: 4 bytes of length, 1 byte of codec, the body.</summary>
public static class Framing
{
    /// <summary>Bytes before the body.</summary>
    public const int HeaderLength = 5;

    /// <summary>The whole frame of an envelope.</summary>
    public static byte[] Encode(Envelope envelope, Codec codec) => Wrap(EnvelopeCodec.Encode(envelope, codec), codec);

    /// <summary>Returns the whole frame of an envelope whose data is already JSON.</summary>
    /// <param name="data">One well-formed JSON object in UTF-8.</param>
    public static byte[] Encode(EnvelopeType type, ReadOnlySpan<byte> data, Codec codec) =>
        Wrap(EnvelopeCodec.Encode(type, data, codec), codec);

    private static byte[] Wrap(ReadOnlySpan<byte> body, Codec codec)
    {
        var frame = new byte[HeaderLength + body.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)body.Length + 1);
        frame[4] = (byte)codec;
        body.CopyTo(frame.AsSpan(HeaderLength));
        return frame;
    }
}
