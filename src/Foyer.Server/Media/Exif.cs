using System.Buffers.Binary;

namespace Foyer.Server.Media;

/// <summary>Of EXIF (a TIFF directory in a segment) only which way up the picture is.</summary>
internal static class Exif
{
    /// <summary>The orientation that needs no rotation.</summary>
    public const int Upright = 1;

    private const int OrientationTag = 0x0112;
    private const int EntryLength = 12;
    private const int MostEntries = 1000;

    private static ReadOnlySpan<byte> Name => "Exif\0\0"u8;

    /// <summary>Orientations 5 to 8 are turned by a quarter.</summary>
    public static bool IsRotated(int orientation) => orientation >= 5;

    /// <summary>Returns 1 to 8, or null when the segment is not EXIF or has no orientation.</summary>
    public static int? ReadOrientation(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith(Name) || segment.Length < Name.Length + 8)
            return null;
        var tiff = segment[Name.Length..];
        var little = tiff[0] == 'I';
        var directory = Number32(tiff, 4, little);
        if (directory is not { } at || Number16(tiff, at, little) is not { } entries)
            return null;
        for (var i = 0; i < Math.Min(entries, MostEntries); i++)
        {
            var entry = at + 2 + (long)i * EntryLength;
            if (Number16(tiff, entry, little) == OrientationTag)
                return Number16(tiff, entry + 8, little) is >= 1 and <= 8 and var notified ? notified : null;
        }
        return null;
    }

    /// <summary>Returns a directory with that one entry.</summary>
    public static byte[] WithOrientation(int orientation) =>
        [
            .. Name,
            (byte)'M',
            (byte)'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte)orientation,
            0,
            0,
            0,
            0,
            0,
            0,
        ];

    private static int? Number16(ReadOnlySpan<byte> bytes, long at, bool little) =>
        at < 0 || at + 2 > bytes.Length ? null
        : little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[(int)at..])
        : BinaryPrimitives.ReadUInt16BigEndian(bytes[(int)at..]);

    private static long? Number32(ReadOnlySpan<byte> bytes, int at, bool little) =>
        little
            ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..])
            : BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
}
