using System.Buffers;
using Foyer.Protocol;

namespace Foyer.Server.Media;

/// <summary>A picture that may be shown: of a known format by its content, of bearable size, and without metadata.</summary>
/// <param name="Type">Its media type, by content; what a client or a file name claims is never asked.</param>
/// <param name="Extension">What a file of it ends with, without the dot.</param>
/// <param name="Width">As shown, after the orientation that the picture carries.</param>
/// <param name="Height">As shown.</param>
/// <param name="Bytes">The file to keep: place, camera, thumbnails and comments are gone.</param>
public sealed record Picture(string Type, string Extension, int Width, int Height, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>As many bytes are enough to know a format.</summary>
    public const int SignatureLength = 16;

    private const int LongestSide = 20_000;
    private const long MostPixels = 50_000_000;

    private static readonly PictureFormat[] Formats = [new Png(), new Jpeg(), new Gif(), new WebP()];

    /// <summary>True when the content begins like a picture; whether it is one, <see cref="Read"/> says.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) => Find(bytes) is not null;

    /// <summary>
    /// The picture, or a refusal of field <c>file</c>. The header is read first, so that nothing is done for a small file
    /// that claims to be a huge picture. Never throws.
    /// </summary>
    public static Outcome<Picture> Read(ReadOnlySpan<byte> bytes)
    {
        if (Find(bytes) is not { } format)
            return Refusal.Invalid("file", "Choose a PNG, JPEG, GIF or WebP picture.");
        if (format.ReadSize(bytes) is not { } size)
            return Broken;
        if (!size.IsBearable(LongestSide, MostPixels))
            return Refusal.Invalid(
                "file",
                $"The picture is too large: at most {LongestSide} pixels a side and {MostPixels / 1_000_000} megapixels."
            );
        var clean = new ArrayBufferWriter<byte>(bytes.Length);
        return format.Sanitize(bytes, clean) is { } shown
            ? new Picture(format.Type, format.Extension, shown.Width, shown.Height, clean.WrittenMemory)
            : Broken;
    }

    private static readonly Refusal Broken = Refusal.Invalid("file", "The picture is broken.");

    private static PictureFormat? Find(ReadOnlySpan<byte> bytes)
    {
        foreach (var format in Formats)
            if (format.Begins(bytes))
                return format;
        return null;
    }
}
