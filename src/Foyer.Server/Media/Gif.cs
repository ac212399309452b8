using System.Buffers;
using System.Buffers.Binary;

namespace Foyer.Server.Media;

/// <summary>GIF (87a, 89a): a header, then blocks. Removes comments and application blocks other than NETSCAPE (loops).</summary>
internal sealed class Gif() : PictureFormat("image/gif", "gif")
{
    private const int HeaderLength = 13;
    private const int FrameLength = 9;
    private const byte Extension89 = 0x21;
    private const byte Frame = 0x2C;
    private const byte End = 0x3B;
    private const byte Comment = 0xFE;
    private const byte Application = 0xFF;

    public override bool Begins(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8);

    public override PictureSize? ReadSize(ReadOnlySpan<byte> bytes) =>
        bytes.Length < HeaderLength
            ? null
            : new PictureSize(
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]),
                BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..])
            );

    public override PictureSize? Sanitize(ReadOnlySpan<byte> bytes, IBufferWriter<byte> clean)
    {
        var walk = new ByteReader(bytes);
        if (!walk.TryTake(HeaderLength, out var header) || !walk.TrySkip(ColourBytes(header[10])))
            return null;
        clean.Write(walk.Since(0));
        var frames = 0;
        while (true)
        {
            var start = walk.At;
            if (!walk.TryTakeByte(out var kind))
                return null;
            switch (kind)
            {
                case End:
                    clean.Write([End]);
                    return frames > 0 ? ReadSize(bytes) : null;
                case Frame when TrySkipFrame(ref walk):
                    frames++;
                    clean.Write(walk.Since(start));
                    break;
                case Extension89 when walk.TryTakeByte(out var label) && TrySkipBlocks(ref walk, out var first):
                    if (!IsMetadata(label, first))
                        clean.Write(walk.Since(start));
                    break;
                default:
                    return null;
            }
        }
    }

    private static bool IsMetadata(byte label, ReadOnlySpan<byte> first) =>
        label == Comment || (label == Application && !first.SequenceEqual("NETSCAPE2.0"u8));

    private static bool TrySkipFrame(ref ByteReader walk) =>
        walk.TryTake(FrameLength, out var frame)
        && walk.TrySkip(ColourBytes(frame[8]))
        && walk.TrySkip(1)
        && TrySkipBlocks(ref walk, out _);

    /// <summary>Skips blocks of up to 255 bytes, each preceded by its length; an empty one ends them.</summary>
    private static bool TrySkipBlocks(ref ByteReader walk, out ReadOnlySpan<byte> first)
    {
        first = default;
        for (var isFirst = true; walk.TryTakeByte(out var length); isFirst = false)
        {
            if (length == 0)
                return true;
            if (!walk.TryTake(length, out var block))
                return false;
            if (isFirst)
                first = block;
        }
        return false;
    }

    private static int ColourBytes(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
}
