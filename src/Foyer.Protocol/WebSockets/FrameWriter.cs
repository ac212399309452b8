using System.Buffers.Binary;
using System.Text;

namespace Foyer.Protocol.WebSockets;

/// <summary>
/// Encodes frames as a server sends them: whole and not masked, so that one array serves all recipients (RFC 6455, 5.1 and 5.2).
/// </summary>
public static class FrameWriter
{
    /// <summary>The maximum number of bytes in a server's frame header.</summary>
    public const int LongestHeader = 10;

    /// <summary>Most bytes of payload in a control frame.</summary>
    public const int LongestControl = 125;

    /// <summary>A text frame around UTF-8 bytes.</summary>
    public static byte[] Text(ReadOnlySpan<byte> utf8) => Frame(Opcode.Text, utf8);

    /// <summary>A binary frame.</summary>
    public static byte[] Binary(ReadOnlySpan<byte> payload) => Frame(Opcode.Binary, payload);

    /// <summary>A ping of at most 125 bytes.</summary>
    public static byte[] Ping(ReadOnlySpan<byte> payload) => Control(Opcode.Ping, payload);

    /// <summary>Returns the reply to a ping, with the ping's payload.</summary>
    public static byte[] Pong(ReadOnlySpan<byte> payload) => Control(Opcode.Pong, payload);

    /// <summary>
    /// Returns a close frame. <see cref="CloseCode.None"/> makes an empty one, the reply to an empty one. A reason over 123 bytes
    /// is truncated between characters.
    /// </summary>
    public static byte[] Close(CloseCode code, string reason = "")
    {
        if (code == CloseCode.None)
            return Control(Opcode.Close, []);
        Span<byte> payload = stackalloc byte[LongestControl];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        Encoding.UTF8.GetEncoder().Convert(reason, payload[2..], flush: false, out _, out var written, out _);
        return Control(Opcode.Close, payload[..(2 + written)]);
    }

    /// <summary>Returns the number of bytes in the header for this payload: 2, 4 or 10.</summary>
    public static int HeaderLength(int payloadLength) =>
        payloadLength switch
        {
            <= 125 => 2,
            <= ushort.MaxValue => 4,
            _ => LongestHeader,
        };

    /// <summary>Writes the header of a whole frame and returns its length in bytes.</summary>
    /// <param name="target">At least <see cref="HeaderLength"/> bytes.</param>
    /// <param name="opcode">The opcode.</param>
    /// <param name="payloadLength">Bytes that will follow.</param>
    public static int WriteHeader(Span<byte> target, Opcode opcode, int payloadLength)
    {
        var size = HeaderLength(payloadLength);
        target[0] = (byte)(0x80 | (byte)opcode);
        switch (size)
        {
            case 2:
                target[1] = (byte)payloadLength;
                break;
            case 4:
                target[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(target[2..], (ushort)payloadLength);
                break;
            default:
                target[1] = 127;
                BinaryPrimitives.WriteInt64BigEndian(target[2..], payloadLength);
                break;
        }
        return size;
    }

    private static byte[] Control(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, LongestControl);
        return Frame(opcode, payload);
    }

    private static byte[] Frame(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        var frame = GC.AllocateUninitializedArray<byte>(HeaderLength(payload.Length) + payload.Length);
        payload.CopyTo(frame.AsSpan(WriteHeader(frame, opcode, payload.Length)));
        return frame;
    }
}
