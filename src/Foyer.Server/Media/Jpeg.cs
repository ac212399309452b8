using System.Buffers;
using System.Buffers.Binary;

namespace Foyer.Server.Media;

/// <summary>
/// JPEG (ITU-T T.81): segments that begin with a marker, and scans of coded pixels between them. Removes APP1 (EXIF, XMP), APP13
/// (IPTC) and comments; of EXIF only the orientation is kept, without which photos would be rotated.
/// </summary>
internal sealed class Jpeg() : PictureFormat("image/jpeg", "jpg")
{
    private const byte Mark = 0xFF;
    private const byte Start = 0xD8;
    private const byte End = 0xD9;
    private const byte Scan = 0xDA;
    private const byte App0 = 0xE0;
    private const byte App1 = 0xE1;
    private const byte App13 = 0xED;
    private const byte Comment = 0xFE;

    public override bool Begins(ReadOnlySpan<byte> bytes) => bytes is [Mark, Start, Mark, ..];

    public override PictureSize? ReadSize(ReadOnlySpan<byte> bytes)
    {
        var walk = new ByteReader(bytes);
        walk.TrySkip(2);
        while (TryTakeSegment(ref walk, out var marker, out var content))
        {
            if (marker is Scan or End)
                return null;
            if (IsFrame(marker))
                return content.Length >= 5
                    ? new PictureSize(
                        BinaryPrimitives.ReadUInt16BigEndian(content[3..]),
                        BinaryPrimitives.ReadUInt16BigEndian(content[1..])
                    )
                    : null;
        }
        return null;
    }

    public override PictureSize? Sanitize(ReadOnlySpan<byte> bytes, IBufferWriter<byte> clean)
    {
        var orientation = FindOrientation(bytes);
        var walk = new ByteReader(bytes);
        walk.TrySkip(2);
        clean.Write([Mark, Start]);
        var toldOrientation = orientation == Exif.Upright;
        var scanned = false;
        while (TryTakeSegment(ref walk, out var marker, out var content))
        {
            if (!toldOrientation && marker != App0)
            {
                Write(clean, App1, Exif.WithOrientation(orientation));
                toldOrientation = true;
            }
            if (marker == End)
            {
                clean.Write([Mark, End]);
                return scanned ? Shown(bytes, orientation) : null;
            }
            if (marker is not (App1 or App13 or Comment))
                Write(clean, marker, content);
            if (marker == Scan)
            {
                scanned = true;
                if (!TryTakePixels(ref walk, out var pixels))
                    return null;
                clean.Write(pixels);
            }
        }
        return null;
    }

    private PictureSize? Shown(ReadOnlySpan<byte> bytes, int orientation) =>
        Exif.IsRotated(orientation) ? ReadSize(bytes)?.Turned : ReadSize(bytes);

    private static int FindOrientation(ReadOnlySpan<byte> bytes)
    {
        var walk = new ByteReader(bytes);
        walk.TrySkip(2);
        while (TryTakeSegment(ref walk, out var marker, out var content) && marker is not (Scan or End))
            if (marker == App1 && Exif.ReadOrientation(content) is { } orientation)
                return orientation;
        return Exif.Upright;
    }

    /// <summary>Returns true for frame headers; the three numbers in their range that are not are DHT, JPG and DAC.</summary>
    private static bool IsFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static bool TryTakeSegment(ref ByteReader walk, out byte marker, out ReadOnlySpan<byte> content)
    {
        content = default;
        marker = 0;
        if (!walk.TryTakeByte(out var mark) || mark != Mark)
            return false;
        // A marker may be preceded by any number of fill bytes.
        while (walk.TryTakeByte(out marker) && marker == Mark) { }
        if (marker == End)
            return true;
        return marker is >= 0xC0 and not (>= 0xD0 and <= 0xD8)
            && walk.TryTakeUInt16BigEndian(out var length)
            && walk.TryTake(length - 2, out content);
    }

    /// <summary>Coded pixels last until a marker that is neither a stuffed zero nor a restart.</summary>
    private static bool TryTakePixels(ref ByteReader walk, out ReadOnlySpan<byte> pixels)
    {
        var start = walk.At;
        while (walk.TrySeek(Mark))
        {
            var ahead = walk;
            ahead.TrySkip(1);
            if (!ahead.TryTakeByte(out var next))
                break;
            if (next is not (0 or (>= 0xD0 and <= 0xD7)))
            {
                pixels = walk.Since(start);
                return true;
            }
            walk = ahead;
        }
        pixels = default;
        return false;
    }

    private static void Write(IBufferWriter<byte> clean, byte marker, ReadOnlySpan<byte> content)
    {
        Span<byte> head = [Mark, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)(content.Length + 2));
        clean.Write(head);
        clean.Write(content);
    }
}
