using System.Text;

namespace Foyer.Server.Accounts;

/// <summary>
/// The script of a letter, as far as usernames need it, by ranges, since the base class library has no such table.
/// </summary>
internal static class UnicodeScripts
{
    public const string Latin = "Latin";

    /// <summary>Written together every day, also with Latin between them.</summary>
    public static readonly string[] EastAsian = ["Han", "Kana", "Hangul"];

    // First code point of each run and its script; a run ends where the next begins. "" means no particular script.
    private static readonly (int First, string Script)[] Runs =
    [
        (0x0000, ""),
        (0x0041, Latin),
        (0x005B, ""),
        (0x0061, Latin),
        (0x007B, ""),
        (0x00AA, Latin),
        (0x0300, ""),
        (0x0370, "Greek"),
        (0x0400, "Cyrillic"),
        (0x0530, "Armenian"),
        (0x0590, "Hebrew"),
        (0x0600, "Arabic"),
        (0x0700, "Syriac"),
        (0x0750, "Arabic"),
        (0x0780, "Thaana"),
        (0x07C0, "Nko"),
        (0x0800, "Samaritan"),
        (0x0860, "Arabic"),
        (0x0900, "Devanagari"),
        (0x0980, "Bengali"),
        (0x0A00, "Gurmukhi"),
        (0x0A80, "Gujarati"),
        (0x0B00, "Oriya"),
        (0x0B80, "Tamil"),
        (0x0C00, "Telugu"),
        (0x0C80, "Kannada"),
        (0x0D00, "Malayalam"),
        (0x0D80, "Sinhala"),
        (0x0E00, "Thai"),
        (0x0E80, "Lao"),
        (0x0F00, "Tibetan"),
        (0x1000, "Myanmar"),
        (0x10A0, "Georgian"),
        (0x1100, "Hangul"),
        (0x1200, "Ethiopic"),
        (0x13A0, "Cherokee"),
        (0x1400, "Canadian"),
        (0x1680, "Ogham"),
        (0x16A0, "Runic"),
        (0x1700, "Philippine"),
        (0x1780, "Khmer"),
        (0x1800, "Mongolian"),
        (0x18B0, "Canadian"),
        (0x1900, "Other"),
        (0x1AB0, ""),
        (0x1B00, "Other"),
        (0x1C80, "Cyrillic"),
        (0x1C90, "Georgian"),
        (0x1CC0, "Other"),
        (0x1D00, Latin),
        (0x1DC0, ""),
        (0x1E00, Latin),
        (0x1F00, "Greek"),
        (0x2000, ""),
        (0x2C00, "Glagolitic"),
        (0x2C60, Latin),
        (0x2C80, "Coptic"),
        (0x2D00, "Georgian"),
        (0x2D30, "Tifinagh"),
        (0x2D80, "Ethiopic"),
        (0x2DE0, "Cyrillic"),
        (0x2E00, ""),
        (0x2E80, "Han"),
        (0x3040, "Kana"),
        (0x3100, "Bopomofo"),
        (0x3130, "Hangul"),
        (0x3190, "Han"),
        (0x31A0, "Bopomofo"),
        (0x31C0, "Han"),
        (0x31F0, "Kana"),
        (0x3200, "Han"),
        (0xA000, "Yi"),
        (0xA4D0, "Lisu"),
        (0xA500, "Vai"),
        (0xA640, "Cyrillic"),
        (0xA6A0, "Other"),
        (0xA720, Latin),
        (0xA800, "Other"),
        (0xA8E0, "Devanagari"),
        (0xA900, "Other"),
        (0xA960, "Hangul"),
        (0xA980, "Other"),
        (0xAB00, "Ethiopic"),
        (0xAB30, Latin),
        (0xAB70, "Cherokee"),
        (0xABC0, "Other"),
        (0xAC00, "Hangul"),
        (0xF900, "Han"),
        (0xFB00, Latin),
        (0xFB10, "Armenian"),
        (0xFB1D, "Hebrew"),
        (0xFB50, "Arabic"),
        (0xFE00, ""),
        (0xFE70, "Arabic"),
        (0xFF00, ""),
        (0x10000, "Other"),
        (0x20000, "Han"),
        (0x32000, "Other"),
    ];

    /// <summary>Returns the script, or "" for characters common to all scripts (marks, digits, punctuation).</summary>
    public static string ScriptOf(Rune content)
    {
        var (low, high) = (0, Runs.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Runs[middle].First <= content.Value)
                low = middle;
            else
                high = middle - 1;
        }
        return Runs[low].Script;
    }
}
