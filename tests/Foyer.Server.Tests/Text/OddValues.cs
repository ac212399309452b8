using System.Globalization;
using System.Text.Json;

namespace Foyer.Server.Tests.Text;

/// <summary>What no person types, but programs send.</summary>
internal static class OddValues
{
    private static readonly int[] Lengths =
    [
        32,
        33,
        40,
        64,
        65,
        120,
        121,
        128,
        129,
        200,
        201,
        254,
        255,
        500,
        501,
        4000,
        4001,
    ];

    /// <summary>Sent everywhere.</summary>
    public static readonly string[] Texts =
    [
        "",
        " ",
        "\0",
        "a\u0001b",
        "\u001b[31m",
        "\u0085",
        "\uFFFE",
        "a\uFFFF",
        "\uFDD0",
        "\U0001FFFE",
        "\u202Eabc",
        "\u200B",
        "\uFEFF",
        "e\u0301",
        "İstanbul ß ς ﬁ",
        "\u0301",
        "👩‍👩‍👧‍👦",
        "a\r\nSet-Cookie: b=c",
        "%00%ff+&?#/\\",
        "'\"<>&`{}[]();--",
        "-1",
        "9223372036854775808",
        "1e400",
        "NaN",
        "2026-02-30",
        "9999-12-31T23:59:60Z",
        new('x', 100_000),
    ];

    /// <summary>Sent in turn, since each concerns few fields.</summary>
    public static readonly string[] MoreTexts =
    [
        "\t\n",
        "\u3164",
        "\u2800",
        "\u2028",
        "\uD83D\uDE00\uFE0F\u200D",
        "ﷺ",
        new('ﷺ', 30),
        "../../../etc/passwd",
        "a@xn--a.de",
        "u@bücher.example",
        "@",
        "/",
        "//",
        "/kick",
        "0",
        "2147483648",
        "9007199254740993",
        "0x10",
        "1_000",
        "true",
        "null",
        "[]",
        "0001-01-01",
        "9999-12-31",
        "2011-12-30",
        "24:00",
        "Etc/Unknown",
        "Pacific/Apia",
        "00000000-0000-0000-0000-000000000000",
        .. Lengths.Select(length => new string('y', length)),
        string.Concat(Enumerable.Repeat("😀", 127)),
    ];

    /// <summary>JSON that is well-formed and means no text, or no number that fits.</summary>
    public static readonly string[] Tokens =
    [
        "null",
        "true",
        "0",
        "-1",
        "1.5",
        "2147483648",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "1e400",
        "-0",
        "1E-400",
        "[]",
        "{}",
        "[null,1,\"\\uFFFE\",{}]",
        "\"\\uD800\"",
        "\"a\\uDC00b\"",
        "\"\\uD83D\"",
        "\"\\u0000\"",
        "{\"id\":\"\\uFFFE\",\"type\":\"public-key\",\"response\":{}}",
    ];

    /// <summary>As JSON: all that go everywhere, and a few of the others that change from field to field.</summary>
    public static IEnumerable<string> Json(int turn) =>
        Texts.Select(Spell).Concat(Tokens).Concat(Some(turn).Select(Spell));

    public static IEnumerable<string> Strings(int turn) => Texts.Concat(Some(turn));

    private static IEnumerable<string> Some(int turn) =>
        Enumerable.Range(0, 8).Select(at => MoreTexts[(turn * 8 + at) % MoreTexts.Length]);

    private static string Spell(string text) => JsonSerializer.Serialize(text);

    public static string Show(string value) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{JsonSerializer.Serialize(value[..Math.Min(40, value.Length)])} ({value.Length})"
        );
}
