using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Foyer.Server.Tests.Media;

/// <summary>Small pictures of three by two pixels, made with whatever metadata a test wants.</summary>
public static class Samples
{
    public const string Secret = "GPS 52.5200 N 13.4050 E";

    private const string PlainJpeg =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAFA3PEY8MlBGQUZaVVBfeMiCeG5uePWvuZHI////////////////////////////////////////////////////2wBDAVVaWnhpeOuCguv/////////////////////////////////////////////////////////////////////////wAARCAACAAMDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAP/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAgP/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCYArP/2Q==";

    private const string LossyChunk = "VlA4ICQAAABwAQCdASoDAAIAB0CWJaACdAFAAAD+4LkIw0a/F3YjjJIAAAA=";

    public static byte[] Text { get; } = Encoding.UTF8.GetBytes(Secret);

    public static byte[] Png(int width = 3, int height = 2, params (string Type, byte[] Content)[] extra)
    {
        using var pixels = new MemoryStream();
        using (var deflate = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(new byte[(width is > 100 or < 0 ? 3 : width * 3 + 1) * (height > 100 ? 1 : height)]);
        byte[] header = [.. BigEndian(width), .. BigEndian(height), 8, 2, 0, 0, 0];
        var middle = extra.SelectMany(chunk => Chunk(chunk.Type, chunk.Content));
        return
        [
            0x89,
            .. "PNG\r\n"u8,
            0x1A,
            0x0A,
            .. Chunk("IHDR", header),
            .. middle,
            .. Chunk("IDAT", pixels.ToArray()),
            .. Chunk("IEND", []),
        ];
    }

    /// <summary>With the segments put right behind the first one.</summary>
    public static byte[] Jpeg(params (byte Marker, byte[] Content)[] extra)
    {
        var plain = Convert.FromBase64String(PlainJpeg);
        var segments = extra.SelectMany(segment =>
            (byte[])[0xFF, segment.Marker, .. BigEndian(segment.Content.Length + 2)[2..], .. segment.Content]
        );
        return [.. plain[..20], .. segments, .. plain[20..]];
    }

    public static byte[] Exif(int orientation) =>
        [
            .. "Exif\0\0II*\0"u8,
            8,
            0,
            0,
            0,
            1,
            0,
            0x12,
            0x01,
            3,
            0,
            1,
            0,
            0,
            0,
            (byte)orientation,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            .. Text,
        ];

    public static byte[] Gif(params byte[][] extensions) =>
        [
            .. "GIF89a"u8,
            3,
            0,
            2,
            0,
            0x80,
            0,
            0,
            0,
            0,
            0,
            255,
            255,
            255,
            .. extensions.SelectMany(block => block),
            0x2C,
            0,
            0,
            0,
            0,
            3,
            0,
            2,
            0,
            0,
            2,
            3,
            0x84,
            0x8F,
            0x05,
            0,
            0x3B,
        ];

    public static byte[] GifExtension(byte label, params byte[][] blocks) =>
        [0x21, label, .. blocks.SelectMany(block => (byte[])[(byte)block.Length, .. block]), 0];

    /// <summary>With the chunks around the pixels, announced in the header.</summary>
    public static byte[] WebP(params (string Name, byte[] Content)[] extra)
    {
        byte[] announced = [0x08 | 0x04, 0, 0, 0, 2, 0, 0, 1, 0, 0];
        byte[] chunks =
        [
            .. Riff("VP8X", announced),
            .. Convert.FromBase64String(LossyChunk),
            .. extra.SelectMany(chunk => Riff(chunk.Name, chunk.Content)),
        ];
        return [.. "RIFF"u8, .. LittleEndian(chunks.Length + 4), .. "WEBP"u8, .. chunks];
    }

    /// <summary>Gives the changed header of a PNG its checksum.</summary>
    public static void Seal(byte[] png) => BigEndian((int)Checksum(png[12..29])).CopyTo(png, 29);

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] checkedPart = [.. Encoding.ASCII.GetBytes(type), .. content];
        return [.. BigEndian(content.Length), .. checkedPart, .. BigEndian((int)Checksum(checkedPart))];
    }

    private static uint Checksum(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) == 0 ? sum >> 1 : 0xEDB88320 ^ (sum >> 1);
        }
        return ~sum;
    }

    private static byte[] Riff(string name, byte[] content) =>
        [
            .. Encoding.ASCII.GetBytes(name),
            .. LittleEndian(content.Length),
            .. content,
            .. (content.Length % 2 == 1 ? new byte[1] : []),
        ];

    private static byte[] BigEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] LittleEndian(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
