using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Foyer.Server.Web;

/// <summary>How a person without a picture looks: initials in a doorway of one of twelve hues. The browser computes the same.</summary>
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

    /// <summary>Of the first and last word, else the first two letters.</summary>
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
