using System.Runtime.CompilerServices;
using NetVips;

namespace Foyer.Server.Media;

/// <summary>
/// Shrinks pictures with libvips, which is loaded when the first picture is shrunk. The files come from users, so only the
/// loaders of the four formats that <see cref="Picture"/> checks are available.
/// </summary>
internal static class PreviewEncoder
{
    private const int Quality = 80;

    // Each frame of an animation is decoded, shrunk and encoded.
    private const long MaxPixels = 150_000_000;

    private static readonly string[] Formats = ["Jpeg", "Png", "Webp", "Nsgif"];
    private static readonly Lazy<Exception?> Loading = new(Load);

    /// <summary>Loads libvips. Returns null, or the reason why it is not available. Does not throw.</summary>
    public static Exception? LoadError => Loading.Value;

    /// <summary>
    /// Returns the picture as WebP in the given bounds, upright, in sRGB and with all its frames. Returns null when the frames
    /// have too many pixels, or when libvips reads another size from the file than <see cref="Picture"/> has checked. Throws
    /// when the picture cannot be decoded, and when <paramref name="cancel"/> is cancelled.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static (byte[] Bytes, int Width, int Height)? Encode(
        byte[] picture,
        MediaFile file,
        int maxWidth,
        int maxHeight,
        CancellationToken cancel
    )
    {
        // The other loaders know no pages and refuse the option.
        var options = file.Type is "image/gif" or "image/webp" ? "[n=-1]" : "";
        using (var header = Image.NewFromBuffer(picture, options, access: Enums.Access.Sequential))
            if (!HasCheckedSize(header, file) || (long)header.Width * header.Height > MaxPixels)
                return null;
        using var preview = Image.ThumbnailBuffer(
            picture,
            maxWidth,
            optionString: options,
            height: maxHeight,
            size: Enums.Size.Down,
            outputProfile: "srgb"
        );
        preview.SetProgress(new NoProgress(), cancel);
        var bytes = preview.WebpsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None);
        return (bytes, preview.Width, preview.PageHeight);
    }

    // A GIF, for example, is as large as its frames where libvips does not believe its header. The header of a photo has the
    // size before the photo is turned.
    private static bool HasCheckedSize(Image header, MediaFile file)
    {
        var size = (header.Width, header.PageHeight);
        return size == (file.Width, file.Height) || size == (file.Height, file.Width);
    }

    private static Exception? Load()
    {
        try
        {
            return Configure();
        }
        catch (Exception fault)
        {
            return fault;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Exception? Configure()
    {
        if (!ModuleInitializer.VipsInitialized)
            return ModuleInitializer.Exception ?? new DllNotFoundException("libvips could not be initialized.");
        NetVips.NetVips.Concurrency = 1;
        Cache.Max = 0;
        NetVips.NetVips.BlockUntrusted = true;
        Operation.Block("VipsForeignLoad", true);
        foreach (var format in Formats)
            Operation.Block("VipsForeignLoad" + format, false);
        // libvips writes a warning about each damaged picture to the error output of the process.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, _) => { });
        return null;
    }

    // libvips ends cancelled work only where progress is reported.
    private sealed class NoProgress : IProgress<int>
    {
        public void Report(int value) { }
    }
}
