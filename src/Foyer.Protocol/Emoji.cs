using System.Globalization;
using System.Text;

namespace Foyer.Protocol;

/// <summary>Recognises single emoji by Unicode's own list.</summary>
public static class Emoji
{
    private const int Longest = 40;
    private const char TextStyle = '\uFE0E';
    private const char PictureStyle = '\uFE0F';
    private const char Joiner = '\u200D';
    private const char KeyCap = '\u20E3';
    private const int RegionA = 0x1F1E6;
    private const int TagSpace = 0xE0020;
    private const int TagEnd = 0xE007F;
    private const string Flag = "\U0001F3F4";

    private static readonly HashSet<int> Pictures = Read(EmojiData.Pictures);
    private static readonly HashSet<int> Signs = Read(EmojiData.Signs);
    private static readonly HashSet<int> Toned = Read(EmojiData.Toned);
    private static readonly HashSet<string> Sequences = ReadSequences();

    /// <summary>
    /// Returns the emoji fully qualified, that is, with U+FE0F after each part that needs it to be shown as a picture; null when
    /// the text is not exactly one emoji. Never throws.
    /// </summary>
    /// <param name="text">An emoji in any of its spellings.</param>
    public static string? Qualify(string text)
    {
        if (text.Length is 0 or > Longest)
            return null;
        var bare = new StringBuilder(text.Length);
        var qualified = new StringBuilder(text.Length + 4);
        var runes = text.EnumerateRunes().Where(rune => rune.Value is not (TextStyle or PictureStyle)).ToArray();
        for (var at = 0; at < runes.Length; at++)
        {
            var isTone = IsTone(runes[at]) && at > 0;
            if (isTone && !Toned.Contains(runes[at - 1].Value))
                return null;
            if (!isTone)
                bare.Append(runes[at].ToString());
            qualified.Append(runes[at].ToString());
            if (NeedsStyle(runes, at))
                qualified.Append(PictureStyle);
        }
        return IsKnown(bare.ToString()) ? qualified.ToString() : null;
    }

    private static bool IsTone(Rune rune) => rune.Value is >= 0x1F3FB and <= 0x1F3FF;

    private static bool NeedsStyle(Rune[] runes, int at) =>
        at + 1 < runes.Length && runes[at + 1].Value == KeyCap
        || (Signs.Contains(runes[at].Value) && !(at + 1 < runes.Length && IsTone(runes[at + 1])));

    private static bool IsKnown(string bare)
    {
        var first = Rune.GetRuneAt(bare + " ", 0);
        return first.Utf16SequenceLength == bare.Length
            ? Pictures.Contains(first.Value) || Signs.Contains(first.Value)
            : Sequences.Contains(bare);
    }

    private static HashSet<int> Read(string ranges)
    {
        var points = new HashSet<int>();
        foreach (var range in ranges.Split(' '))
        {
            var ends = range.Split('-');
            for (var point = Hex(ends[0]); point <= Hex(ends[^1]); point++)
                points.Add(point);
        }
        return points;
    }

    private static HashSet<string> ReadSequences() =>
        [
            .. EmojiData.Joined.Split(' ').Select(parts => parts.Replace('+', Joiner)),
            .. EmojiData.Regions.Split(' ').Select(region => Spell(region, RegionA - 'A')),
            .. EmojiData.Subregions.Split(' ').Select(part => Flag + Spell(part, TagSpace - ' ') + Spell(TagEnd)),
            .. "0123456789#*".Select(key => $"{key}{KeyCap}"),
        ];

    private static string Spell(string letters, int offset) =>
        string.Concat(letters.Select(letter => Spell(letter + offset)));

    private static string Spell(int point) => new Rune(point).ToString();

    private static int Hex(string point) => int.Parse(point, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
