namespace Foyer.Protocol;

/// <summary>Classes of characters that .NET does not distinguish.</summary>
internal static class CharacterRanges
{
    // Default_Ignorable_Code_Point of Unicode 17, in pairs of first and last.
    private static readonly int[] Ignorable =
    [
        0x00AD,
        0x00AD,
        0x034F,
        0x034F,
        0x061C,
        0x061C,
        0x115F,
        0x1160,
        0x17B4,
        0x17B5,
        0x180B,
        0x180F,
        0x200B,
        0x200F,
        0x202A,
        0x202E,
        0x2060,
        0x206F,
        0x3164,
        0x3164,
        0xFE00,
        0xFE0F,
        0xFEFF,
        0xFEFF,
        0xFFA0,
        0xFFA0,
        0xFFF0,
        0xFFF8,
        0x1BCA0,
        0x1BCA3,
        0x1D173,
        0x1D17A,
        0xE0000,
        0xE0FFF,
    ];

    /// <summary>
    /// True when the character is meant to show nothing: joiners, fillers, variation selectors, marks of direction.
    /// </summary>
    public static bool IsIgnorable(int point)
    {
        if (point < Ignorable[0])
            return false;
        for (var at = 0; at < Ignorable.Length && Ignorable[at] <= point; at += 2)
            if (point <= Ignorable[at + 1])
                return true;
        return false;
    }

    /// <summary>Returns true for characters that Unicode reserves for internal use and that no text may contain.</summary>
    public static bool IsNoncharacter(int point) => (point & 0xFFFE) == 0xFFFE || point is >= 0xFDD0 and <= 0xFDEF;

    /// <summary>True for the characters that change the direction of the text around them.</summary>
    public static bool IsDirection(int point) =>
        point is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
