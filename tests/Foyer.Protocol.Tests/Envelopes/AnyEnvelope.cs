using System.Text.Json;
using Foyer.Protocol.Envelopes;
using FsCheck;
using FsCheck.Fluent;

namespace Foyer.Protocol.Tests.Envelopes;

/// <summary>Envelopes of every shape: nested lists and objects, hard texts, integers at their edges.</summary>
internal static class AnyEnvelope
{
    private const int DeepestData = Envelope.Depth - 1;

    private static readonly string[] HardTexts =
    [
        "",
        " ",
        "\0",
        "\n",
        "\r\n",
        "\t|,;:=&\u001f\u001e",
        "\"\\/",
        "</script>",
        "\u202e\u2066\u200b\ufeff",
        "e\u0301 ü ß",
        "日本語 한국어 العربية",
        "👩‍👩‍👧‍👦🏳️‍🌈",
        "\U0010FFFF",
        "event_type",
        "chat_message",
        "2023-09-26T14:17:44.250236Z",
        "0001-01-01T00:00:00.000000Z",
        "9999-12-31T23:59:59.999999Z",
        "2023-02-30T14:17:44.250236Z",
        "2023-09-26t14:17:44.250236Z",
        "2023-09-26T24:00:00.000000Z",
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "3F2504E0-4F89-41D3-9A0C-0305E82C3301",
        new('x', 63),
        new('x', 64),
        new('é', 32),
        new('x', 125),
        new('x', 126),
        new('y', 5000),
    ];

    private static readonly long[] Edges =
    [
        .. new[] { 0, 1, 0x7F, 0x80, 0x3FFF, 0x4000, int.MaxValue, 1L << 32, 1L << 53, long.MaxValue }.SelectMany(
            edge => new[] { edge - 1, edge, unchecked(edge + 1), -edge }
        ),
        long.MinValue,
    ];

    private static readonly string[] OtherNumbers =
    [
        "0.5",
        "-0",
        "1e3",
        "1.50",
        "12345678901234567890",
        "-9223372036854775809",
        "1E-400",
        "-0.0",
    ];

    private static Gen<string> Text =>
        Gen.OneOf(
            Gen.Elements(HardTexts),
            Gen.Elements<string>([.. Words.All]),
            ArbMap.Default.GeneratorFor<string>().Select(WellFormed)
        );

    private static Gen<string> Json(int depth) => depth == 0 ? Leaf : Gen.OneOf(Leaf, List(depth), Members(depth));

    private static Gen<string> Leaf =>
        Gen.OneOf(
            Gen.Elements("null", "true", "false"),
            Gen.Elements(Edges).Select(number => number.ToString()),
            ArbMap.Default.GeneratorFor<long>().Select(number => number.ToString()),
            Gen.Elements(OtherNumbers),
            Text.Select(text => JsonSerializer.Serialize(text))
        );

    private static Gen<string> List(int depth) =>
        Json(depth - 1).ListOf().Resize(4).Select(items => $"[{string.Join(',', items)}]");

    private static Gen<string> Members(int depth) =>
        Text.Zip(Json(depth - 1))
            .ListOf()
            .Resize(5)
            .Select(members =>
                $"{{{string.Join(',', members.Select(member => $"{JsonSerializer.Serialize(member.Item1)}:{member.Item2}"))}}}"
            );

    private static Gen<string> Deep => Leaf.Select(leaf => Nested(leaf, DeepestData));

    public static Arbitrary<Envelope> Any =>
        Gen.Elements(Enum.GetValues<EnvelopeType>())
            .Zip(Gen.Frequency((9, Members(3)), (1, Deep)))
            .Select(pair => new Envelope(pair.Item1, Parse(pair.Item2)))
            .ToArbitrary();

    public static JsonElement Parse(string json) => JsonElement.Parse(json);

    /// <summary>An object of so many levels, lists and objects in turn.</summary>
    public static string Nested(string leaf, int levels)
    {
        for (var level = levels; level > 0; level--)
            leaf = level % 2 == 0 ? $"[{leaf}]" : $"{{\"a\":{leaf}}}";
        return leaf;
    }

    private static string WellFormed(string? text) =>
        new([.. (text ?? "").Where(character => !char.IsSurrogate(character))]);
}
