using System.Buffers.Binary;
using System.Text.Unicode;

namespace Foyer.Protocol.WebSockets;

/// <summary>The payload of a close frame: nothing, or a code and a reason in UTF-8 (RFC 6455, 5.5.1).</summary>
internal static class Closing
{
    public static Violation? Read(ReadOnlySpan<byte> payload, out CloseCode code)
    {
        code = CloseCode.None;
        if (payload.Length == 0)
            return null;
        if (payload.Length == 1)
            return Violation.HalfCode;
        code = (CloseCode)BinaryPrimitives.ReadUInt16BigEndian(payload);
        if (!IsAllowed((ushort)code))
            return Violation.UnknownCode;
        return Utf8.IsValid(payload[2..]) ? null : Violation.InvalidText;
    }

    // 1004 is undefined, 1005, 1006 and 1015 are never sent, 1016–2999 are reserved for future specifications.
    private static bool IsAllowed(ushort code) =>
        code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);
}
