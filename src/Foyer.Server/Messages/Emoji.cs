using System.Globalization;
using System.Text;

namespace Foyer.Server.Messages;

/// <summary>What one may react with: a single sign, which may be made of several code points (families, flags, skin tones).</summary>
public static class Emoji
{
    private const int Longest = 40;
    private const char AsPicture = '\uFE0F';
    private const char Keycap = '\u20E3';

    public static bool IsEmoji(string text) =>
        text.Length is > 0 and <= Longest
        && Protocol.TextRules.IsWellFormed(text)
        && StringInfo.GetNextTextElementLength(text) == text.Length
        && text.EnumerateRunes().Any(IsSign);

    private static bool IsSign(Rune rune) =>
        rune.Value is AsPicture or Keycap
        || (
            rune.Value > 0xFF
            && Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol
        );
}
