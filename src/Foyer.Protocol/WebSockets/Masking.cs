using System.Numerics;
using System.Runtime.InteropServices;

namespace Foyer.Protocol.WebSockets;

/// <summary>The XOR of RFC 6455, 5.3: masks, and unmasks, in place.</summary>
public static class Masking
{
    /// <summary>Applies the key to bytes that begin <paramref name="offset"/> bytes into the payload.</summary>
    /// <param name="bytes">A piece of the payload, changed in place.</param>
    /// <param name="key">The four bytes of the key in memory order.</param>
    /// <param name="offset">The number of preceding bytes of the payload; only its lowest two bits matter.</param>
    public static void Apply(Span<byte> bytes, uint key, int offset = 0)
    {
        if (key == 0)
            return;
        var turn = 8 * (offset & 3);
        key = BitConverter.IsLittleEndian ? BitOperations.RotateRight(key, turn) : BitOperations.RotateLeft(key, turn);
        var wide = Vector.AsVectorByte(new Vector<uint>(key));
        var vectors = MemoryMarshal.Cast<byte, Vector<byte>>(bytes);
        for (var i = 0; i < vectors.Length; i++)
            vectors[i] ^= wide;
        bytes = bytes[(vectors.Length * Vector<byte>.Count)..];
        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        for (var i = 0; i < words.Length; i++)
            words[i] ^= key;
        bytes = bytes[(words.Length * 4)..];
        var keyBytes = MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in key));
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] ^= keyBytes[i];
    }
}
