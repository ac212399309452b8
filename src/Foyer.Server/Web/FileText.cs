using System.Globalization;
using Foyer.Server.Chat.Files;

namespace Foyer.Server.Web;

/// <summary>Formats a file of a message; the scripts do the same.</summary>
public static class FileText
{
    private const double Widest = 416;
    private const double Highest = 320;

    /// <summary>Returns a readable size: 812 B, 13 KB, 1.2 MB.</summary>
    public static string Size(long bytes) =>
        bytes switch
        {
            < 1024 => $"{bytes} B",
            < 1024 * 1024 => Rounded(bytes / 1024.0) + " KB",
            < 1024 * 1024 * 1024 => Rounded(bytes / (1024.0 * 1024)) + " MB",
            _ => Rounded(bytes / (1024.0 * 1024 * 1024)) + " GB",
        };

    /// <summary>Returns the file extension in capitals; empty when there is none.</summary>
    public static string Kind(string name)
    {
        var ending = Path.GetExtension(name).TrimStart('.');
        return ending.Length is > 0 and <= 5 ? ending.ToUpperInvariant() : "";
    }

    /// <summary>Returns the size in pixels at which a picture is shown, so that the layout does not move when it loads.</summary>
    public static (long Width, long Height)? Shown(Attachment file)
    {
        if (!file.IsPicture || file is not { Width: { } width and > 0, Height: { } height and > 0 })
            return null;
        var scale = Math.Min(1, Math.Min(Widest / width, Highest / height));
        return (Pixels(width * scale), Pixels(height * scale));
    }

    private static long Pixels(double length) => Math.Max(1, (long)Math.Floor(length + 0.5));

    private static string Rounded(double amount) =>
        (amount < 10 ? Math.Floor(amount * 10 + 0.5) / 10 : Math.Floor(amount + 0.5)).ToString(
            CultureInfo.InvariantCulture
        );
}
