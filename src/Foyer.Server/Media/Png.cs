using System.Buffers;
using System.Buffers.Binary;

namespace Foyer.Server.Media;

/// <summary>PNG (ISO/IEC 15948): a signature, then chunks, each with a checksum. Text and EXIF chunks go.</summary>
internal sealed class Png() : PictureFormat("image/png", "png")
{
    private const int HeaderLength = 13;
    private static readonly uint[] Checksums = MakeChecksums();

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public override bool Begins(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    public override PictureSize? ReadSize(ReadOnlySpan<byte> bytes)
    {
        var walk = new ByteReader(bytes);
        return
            walk.TrySkip(Signature.Length)
            && TryTakeChunk(ref walk, out var type, out var content)
            && type.SequenceEqual("IHDR"u8)
            && content.Length == HeaderLength
            ? new PictureSize(
                BinaryPrimitives.ReadInt32BigEndian(content),
                BinaryPrimitives.ReadInt32BigEndian(content[4..])
            )
            : null;
    }

    public override PictureSize? Sanitize(ReadOnlySpan<byte> bytes, IBufferWriter<byte> clean)
    {
        var walk = new ByteReader(bytes);
        walk.TrySkip(Signature.Length);
        clean.Write(Signature);
        var hasPixels = false;
        while (true)
        {
            var start = walk.At;
            if (!TryTakeChunk(ref walk, out var type, out _))
                return null;
            if (!IsMetadata(type))
                clean.Write(walk.Since(start));
            hasPixels |= type.SequenceEqual("IDAT"u8);
            if (type.SequenceEqual("IEND"u8))
                return hasPixels ? ReadSize(bytes) : null;
        }
    }

    private static bool IsMetadata(ReadOnlySpan<byte> type) =>
        type.SequenceEqual("tEXt"u8)
        || type.SequenceEqual("zTXt"u8)
        || type.SequenceEqual("iTXt"u8)
        || type.SequenceEqual("eXIf"u8);

    private static bool TryTakeChunk(ref ByteReader walk, out ReadOnlySpan<byte> type, out ReadOnlySpan<byte> content)
    {
        type = content = default;
        if (!walk.TryTakeUInt32BigEndian(out var length))
            return false;
        var start = walk.At;
        if (!walk.TryTake(4, out type) || !walk.TryTake(length, out content))
            return false;
        var checksum = Checksum(walk.Since(start));
        return walk.TryTakeUInt32BigEndian(out var notified) && notified == checksum;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
            sum = Checksums[(sum ^ value) & 0xFF] ^ (sum >> 8);
        return ~sum;
    }

    private static uint[] MakeChecksums()
    {
        var table = new uint[256];
        for (var n = 0u; n < table.Length; n++)
        {
            var sum = n;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) == 0 ? sum >> 1 : 0xEDB88320 ^ (sum >> 1);
            table[n] = sum;
        }
        return table;
    }
}
