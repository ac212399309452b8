using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Foyer.Server.Web;

/// <summary>The default avatar: initials on one of twelve hues. The browser computes the same.</summary>
public static partial class InitialsAvatar
{
    private const int Hues = 12;

    /// <summary>FNV-1a of the name, shifted right by 5, mod 12.</summary>
    public static int Hue(string name)
    {
        var hash = 0x811c9dc5u;
        foreach (var each in Encoding.UTF8.GetBytes(name))
            hash = unchecked((hash ^ each) * 0x01000193u);
        return (int)((hash >> 5) % Hues);
    }

    /// <summary>Returns the initials of the first and last word, or the first two letters of a single word.</summary>
    public static string Initials(string name)
    {
        var text = Gaps().Split(name).Where(word => word.Length > 0).ToArray();
        var letters = text switch
        {
            [] => "?",
            [var only] => string.Concat(only.EnumerateRunes().Take(2)),
            [var first, .., var last] => string.Concat(first.EnumerateRunes().First(), last.EnumerateRunes().First()),
        };
        return letters.ToUpper(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"[\s_.-]+")]
    private static partial Regex Gaps();
}
