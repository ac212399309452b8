using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Foyer.Protocol.WebSockets;

/// <summary>
/// Encodes frames as a client sends them: masked (RFC 6455, section 5.3). Without a key each frame gets a random one.
/// </summary>
public static class ClientFrames
{
    /// <summary>Returns a whole text message in one frame.</summary>
    public static byte[] Text(string text, uint? key = null) =>
        Frame(Opcode.Text, Encoding.UTF8.GetBytes(text), key: key);

    /// <summary>Returns a close frame; <see cref="CloseCode.None"/> makes an empty one.</summary>
    public static byte[] Close(CloseCode code = CloseCode.Normal, string reason = "")
    {
        var bare = FrameWriter.Close(code, reason);
        return Frame(Opcode.Close, bare.AsSpan(2));
    }

    /// <summary>Returns a frame of any kind.</summary>
    /// <param name="opcode">The opcode.</param>
    /// <param name="payload">The payload before masking.</param>
    /// <param name="final">False for a fragment that is followed by others.</param>
    /// <param name="key">The masking key in memory order.</param>
    public static byte[] Frame(Opcode opcode, ReadOnlySpan<byte> payload, bool final = true, uint? key = null)
    {
        var mask = key ?? BinaryPrimitives.ReadUInt32LittleEndian(RandomNumberGenerator.GetBytes(4));
        var bare = FrameWriter.HeaderLength(payload.Length);
        var frame = new byte[bare + 4 + payload.Length];
        FrameWriter.WriteHeader(frame, opcode, payload.Length);
        frame[0] = (byte)((byte)opcode | (final ? 0x80 : 0));
        frame[1] |= 0x80;
        MemoryMarshal.Write(frame.AsSpan(bare), in mask);
        payload.CopyTo(frame.AsSpan(bare + 4));
        Masking.Apply(frame.AsSpan(bare + 4), mask);
        return frame;
    }
}
