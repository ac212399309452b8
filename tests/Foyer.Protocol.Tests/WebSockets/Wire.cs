using System.Text;
using Foyer.Protocol.WebSockets;

namespace Foyer.Protocol.Tests.WebSockets;

/// <summary>Bytes as clients send them.</summary>
internal static class Wire
{
    public const uint Key = 0x3D21FA37;

    public static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Text(string text, bool final = true) => Frame(Opcode.Text, Utf8(text), final);

    public static byte[] More(string text, bool final = false) => Frame(Opcode.Continuation, Utf8(text), final);

    public static byte[] Ping(string text) => Frame(Opcode.Ping, Utf8(text));

    public static byte[] Frame(Opcode opcode, byte[] payload, bool final = true) =>
        ClientFrames.Frame(opcode, payload, final, Key);

    public static byte[] Join(params IEnumerable<byte[]> frames) => [.. frames.SelectMany(frame => frame)];
}
