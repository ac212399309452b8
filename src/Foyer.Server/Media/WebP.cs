using System.Buffers;
using System.Buffers.Binary;

namespace Foyer.Server.Media;

/// <summary>WebP (RFC 9649): a RIFF file of chunks. EXIF and XMP go, with the two flags that announce them.</summary>
internal sealed class WebP() : PictureFormat("image/webp", "webp")
{
    private const int FileHeaderLength = 12;
    private const int ChunkHeaderLength = 8;
    private const byte Announced = 0x08 | 0x04;

    public override bool Begins(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= FileHeaderLength && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8);

    public override PictureSize? ReadSize(ReadOnlySpan<byte> bytes)
    {
        var walk = Chunks(bytes, out var whole);
        return whole && TryTakeChunk(ref walk, out var name, out var content) ? ReadSize(name, content) : null;
    }

    public override PictureSize? Sanitize(ReadOnlySpan<byte> bytes, IBufferWriter<byte> clean)
    {
        var chunks = new ArrayBufferWriter<byte>(bytes.Length);
        var walk = Chunks(bytes, out _);
        var hasPixels = false;
        while (!walk.IsAtEnd)
        {
            if (!TryTakeChunk(ref walk, out var name, out var content))
                return null;
            hasPixels |= IsPixels(name);
            if (name.SequenceEqual("VP8X"u8))
                Write(chunks, name, [(byte)(content[0] & ~Announced), .. content[1..]]);
            else if (!name.SequenceEqual("EXIF"u8) && !name.SequenceEqual("XMP "u8))
                Write(chunks, name, content);
        }
        if (!hasPixels)
            return null;
        Span<byte> header = [.. "RIFF\0\0\0\0WEBP"u8];
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(chunks.WrittenCount + 4));
        clean.Write(header);
        clean.Write(chunks.WrittenSpan);
        return ReadSize(bytes);
    }

    /// <summary>Reads up to the length in the header; bytes after it are not part of the file.</summary>
    private static ByteReader Chunks(ReadOnlySpan<byte> bytes, out bool whole)
    {
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) + 8L;
        whole = length >= FileHeaderLength && length <= bytes.Length;
        return new ByteReader(whole ? bytes[FileHeaderLength..(int)length] : default);
    }

    private static bool TryTakeChunk(ref ByteReader walk, out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> content)
    {
        content = default;
        return walk.TryTake(4, out name)
            && walk.TryTakeUInt32LittleEndian(out var length)
            && walk.TryTake(length, out content)
            && (length % 2 == 0 || walk.TrySkip(1))
            && (!name.SequenceEqual("VP8X"u8) || content.Length >= 10);
    }

    private static bool IsPixels(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("VP8 "u8) || name.SequenceEqual("VP8L"u8) || name.SequenceEqual("ANMF"u8);

    private static PictureSize? ReadSize(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        if (name.SequenceEqual("VP8X"u8))
            return new PictureSize(Number24(content[4..]) + 1, Number24(content[7..]) + 1);
        if (
            name.SequenceEqual("VP8 "u8)
            && content.Length >= 10
            && content[3..].StartsWith((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A])
        )
            return new PictureSize(
                BinaryPrimitives.ReadUInt16LittleEndian(content[6..]) & 0x3FFF,
                BinaryPrimitives.ReadUInt16LittleEndian(content[8..]) & 0x3FFF
            );
        if (name.SequenceEqual("VP8L"u8) && content.Length >= 5 && content[0] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(content[1..]);
            return new PictureSize((int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1);
        }
        return null;
    }

    private static int Number24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    private static void Write(ArrayBufferWriter<byte> chunks, ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        Span<byte> head = stackalloc byte[ChunkHeaderLength];
        name.CopyTo(head);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], (uint)content.Length);
        chunks.Write(head);
        chunks.Write(content);
        if (content.Length % 2 == 1)
            chunks.Write((ReadOnlySpan<byte>)[0]);
    }
}
