using System.Buffers;
using System.Text;

namespace Foyer.Protocol;

/// <summary>
/// The key by which Foyer compares text that people read: two texts with the same key are the same. It follows Unicode's
/// NFKC_Casefold (compatibility composition, full case folding, nothing invisible) and also unifies quotation marks, hyphens and
/// white space. A key is only compared, never shown. <c>models/text-key.js</c> computes the same key in browsers.
/// </summary>
public static class TextKey
{
    // Characters whose case folding is longer than one and survives NFKC, each followed by its folding: the entries with status F
    // in Unicode's CaseFolding.txt. İ loses its dot, so that it is found by i and by İ alike.
    private const string LongFoldings =
        "ßss ẞss İi ᾀἀι ᾁἁι ᾂἂι ᾃἃι ᾄἄι ᾅἅι ᾆἆι ᾇἇι ᾈἀι ᾉἁι ᾊἂι ᾋἃι ᾌἄι ᾍἅι ᾎἆι ᾏἇι ᾐἠι ᾑἡι ᾒἢι ᾓἣι ᾔἤι ᾕἥι ᾖἦι ᾗἧι ᾘἠι ᾙἡι "
        + "ᾚἢι ᾛἣι ᾜἤι ᾝἥι ᾞἦι ᾟἧι ᾠὠι ᾡὡι ᾢὢι ᾣὣι ᾤὤι ᾥὥι ᾦὦι ᾧὧι ᾨὠι ᾩὡι ᾪὢι ᾫὣι ᾬὤι ᾭὥι ᾮὦι ᾯὧι ᾲὰι ᾳαι ᾴάι ᾷᾶι ᾼαι ῂὴι ῃηι "
        + "ῄήι ῇῆι ῌηι ῲὼι ῳωι ῴώι ῷῶι ῼωι";

    private const string SingleQuotes =
        "\u00B4\u02B9\u02BB\u02BC\u02BD\u05F3\u2018\u2019\u201A\u201B\u2032\u2035\u2039\u203A\uFF07";
    private const string DoubleQuotes =
        "\u00AB\u00BB\u02BA\u05F4\u201C\u201D\u201E\u201F\u2033\u2036\u301D\u301E\u301F\uFF02";
    private const string Hyphens =
        "\u02D7\u058A\u05BE\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u2E3A\u2E3B\uFE31\uFE32\uFE58\uFE63\uFF0D";
    private const int BlankBraille = 0x2800;
    private const int DotAbove = 0x0307;

    private static readonly Dictionary<int, string> Replaced = ReadReplaced();
    private static readonly Dictionary<int, string> Folded = LongFoldings
        .Split(' ')
        .ToDictionary(entry => (int)entry[0], entry => entry[1..]);
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Select(point => (char)point),
    ]);

    /// <summary>
    /// Returns the text's key; the text itself when it is its own key. Never throws: invalid text counts as U+FFFD.
    /// </summary>
    public static string Of(string text)
    {
        if (IsPlain(text))
            return text.ToLowerInvariant();
        if (Ascii.IsValid(text))
            return Map(text, fold: true);
        // Invisible characters are removed first, since they prevent characters from composing.
        var composed = Map(text, fold: false).Normalize(NormalizationForm.FormKC);
        return Map(composed, fold: true).Normalize(NormalizationForm.FormKC);
    }

    /// <summary>True when both texts have the same key.</summary>
    public static bool AreSame(string? one, string? other) =>
        string.Equals(one, other, StringComparison.Ordinal)
        || (one is not null && other is not null && string.Equals(Of(one), Of(other), StringComparison.Ordinal));

    /// <summary>Returns the letter that both cases of a letter fold to; upper case and back, so that ς is σ.</summary>
    public static Rune Fold(Rune letter) => Rune.ToLowerInvariant(Rune.ToUpperInvariant(letter));

    // Visible ASCII with single spaces inside: only its case can differ from its key.
    private static bool IsPlain(string text) =>
        !text.AsSpan().ContainsAnyExcept(PlainCharacters)
        && (text.Length == 0 || (text[0] != ' ' && text[^1] != ' '))
        && !text.Contains("  ", StringComparison.Ordinal);

    private static string Map(string text, bool fold)
    {
        var mapped = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
            Append(mapped, rune, fold);
        if (mapped.Length > 0 && mapped[^1] == ' ')
            mapped.Length--;
        return mapped.ToString();
    }

    private static void Append(StringBuilder mapped, Rune rune, bool fold)
    {
        var point = rune.Value;
        var last = mapped.Length > 0 ? mapped[^1] : ' ';
        if (IsSpace(rune))
        {
            if (last != ' ')
                mapped.Append(' ');
        }
        else if (CharacterRanges.IsIgnorable(point) || (fold && point == DotAbove && last == 'i'))
            return;
        else if (CharacterRanges.IsNoncharacter(point))
            mapped.Append('\uFFFD');
        else if (Replaced.TryGetValue(point, out var sign))
            mapped.Append(sign);
        else if (!fold)
            Append(mapped, rune);
        else if (Folded.TryGetValue(point, out var letters))
            mapped.Append(letters);
        else
            Append(mapped, Fold(rune));
    }

    private static void Append(StringBuilder mapped, Rune rune)
    {
        Span<char> units = stackalloc char[2];
        mapped.Append(units[..rune.EncodeToUtf16(units)]);
    }

    private static bool IsSpace(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value == BlankBraille;

    private static Dictionary<int, string> ReadReplaced()
    {
        var replaced = new Dictionary<int, string>();
        foreach (var (from, to) in new[] { (SingleQuotes, "'"), (DoubleQuotes, "\""), (Hyphens, "-") })
        foreach (var character in from)
            replaced[character] = to;
        return replaced;
    }
}
