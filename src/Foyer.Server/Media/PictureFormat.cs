using System.Buffers;

namespace Foyer.Server.Media;

/// <summary>Width and height in pixels.</summary>
internal readonly record struct PictureSize(int Width, int Height)
{
    public PictureSize Turned => new(Height, Width);

    public bool IsBearable(int longestSide, long mostPixels) =>
        Width > 0 && Height > 0 && Width <= longestSide && Height <= longestSide && (long)Width * Height <= mostPixels;
}

/// <summary>One format of pictures: how it begins, how large it says to be, and how to copy it without metadata.</summary>
internal abstract class PictureFormat(string type, string extension)
{
    public string Type => type;

    public string Extension => extension;

    public abstract bool Begins(ReadOnlySpan<byte> bytes);

    /// <summary>The size that the header tells, or null when it is no header.</summary>
    public abstract PictureSize? ReadSize(ReadOnlySpan<byte> bytes);

    /// <summary>
    /// Walks through the whole structure and copies it without metadata and without whatever follows its end. The size as
    /// shown, or null when the structure is broken.
    /// </summary>
    public abstract PictureSize? Sanitize(ReadOnlySpan<byte> bytes, IBufferWriter<byte> clean);
}
