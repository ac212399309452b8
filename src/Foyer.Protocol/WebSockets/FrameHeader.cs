using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Foyer.Protocol.WebSockets;

/// <summary>The first 2 to 14 bytes of a frame (RFC 6455, section 5.2).</summary>
/// <param name="Opcode">A known opcode.</param>
/// <param name="Final">Whether the message ends with this frame.</param>
/// <param name="Length">Bytes of payload.</param>
/// <param name="Key">The masking key in memory order; 0 when not masked, with which XOR changes nothing.</param>
/// <param name="Size">Bytes of this header.</param>
internal readonly record struct FrameHeader(Opcode Opcode, bool Final, long Length, uint Key, int Size)
{
    public const int Longest = 14;

    public bool IsControl => Opcode >= Opcode.Close;

    /// <summary>
    /// Returns false without a violation when more bytes are needed. Each byte is checked as soon as it arrives.
    /// </summary>
    public static bool TryRead(
        ReadOnlySpan<byte> bytes,
        FrameRules rules,
        out FrameHeader header,
        out Violation? violation
    )
    {
        header = default;
        violation = Refuse(bytes, rules);
        if (violation is not null || bytes.Length < 2)
            return false;
        var lengthSize = (bytes[1] & 0x7F) switch
        {
            127 => 8,
            126 => 2,
            _ => 0,
        };
        var size = 2 + lengthSize + (rules.FromClient ? 4 : 0);
        if (bytes.Length < size)
            return false;
        violation = ReadLength(bytes, lengthSize, out var length);
        var key = rules.FromClient ? MemoryMarshal.Read<uint>(bytes[(size - 4)..]) : 0;
        header = new FrameHeader((Opcode)(bytes[0] & 0x0F), (bytes[0] & 0x80) != 0, length, key, size);
        return violation is null;
    }

    private static Violation? Refuse(ReadOnlySpan<byte> bytes, FrameRules rules)
    {
        if (bytes.Length == 0)
            return null;
        var opcode = bytes[0] & 0x0F;
        if ((bytes[0] & 0x70) != 0)
            return Violation.ReservedBits;
        if (opcode is (> 2 and < 8) or > 10)
            return Violation.UnknownOpcode;
        if (opcode >= 8 && (bytes[0] & 0x80) == 0)
            return Violation.FragmentedControl;
        if (bytes.Length == 1)
            return null;
        if ((bytes[1] & 0x80) != 0 != rules.FromClient)
            return rules.FromClient ? Violation.Unmasked : Violation.Masked;
        return opcode >= 8 && (bytes[1] & 0x7F) > 125 ? Violation.LongControl : null;
    }

    private static Violation? ReadLength(ReadOnlySpan<byte> bytes, int lengthSize, out long length)
    {
        length = lengthSize switch
        {
            8 => BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
            2 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            _ => bytes[1] & 0x7F,
        };
        if (length < 0)
            return Violation.NegativeLength;
        return (lengthSize == 8 && length <= ushort.MaxValue) || (lengthSize == 2 && length <= 125)
            ? Violation.WastefulLength
            : null;
    }
}
