using NetVips;

namespace Foyer.Server.Tests.Media;

/// <summary>Real pictures of any size, encoded by libvips.</summary>
public static class Pictures
{
    private static readonly double[] Light = [200, 200, 200];

    /// <summary>One light colour.</summary>
    public static byte[] Encode(string format, int width, int height)
    {
        using var image = Plain(width, height, 1);
        return image.WriteToBuffer("." + format);
    }

    public static byte[] Animation(string format, int width, int height, int frames)
    {
        using var strip = Image
            .Arrayjoin([.. Enumerable.Range(1, frames).Select(n => Plain(width, height, 1.0 / n))], across: 1)
            .Mutate(image =>
            {
                image.Set(GValue.GIntType, "page-height", height);
                image.Set(GValue.ArrayIntType, "delay", Enumerable.Repeat(150, frames).ToArray());
            });
        return strip.WriteToBuffer("." + format);
    }

    /// <summary>Returns an animation that shows the only frame of a GIF several times.</summary>
    public static byte[] Repeat(byte[] gif, int frames)
    {
        var start = 13 + ((gif[10] & 0x80) == 0 ? 0 : 3 << ((gif[10] & 7) + 1));
        return [.. gif[..start], .. Enumerable.Repeat(gif[start..^1], frames).SelectMany(frame => frame), gif[^1]];
    }

    /// <summary>A JPEG that is light in its upper half and dark below, with an orientation as cameras write it.</summary>
    public static byte[] Photo(int width, int height, int orientation)
    {
        using var image = Plain(width, height / 2, 1.2)
            .Join(Plain(width, height - height / 2, 0), Enums.Direction.Vertical)
            .Mutate(changed => changed.Set(GValue.GIntType, "orientation", orientation));
        return image.WriteToBuffer(".jpg");
    }

    private static Image Plain(int width, int height, double brightness) =>
        (Image.Black(width, height, bands: 3) + Light.Select(value => value * brightness).ToArray())
            .Cast(Enums.BandFormat.Uchar)
            .Copy(interpretation: Enums.Interpretation.Srgb);
}
