namespace Foyer.Bench.Benchmarks;

/// <summary>Messages of invented words, common ones more often, the same in every run.</summary>
internal static class SampleTexts
{
    private const int Count = 4000;
    private const int PerMessage = 12;

    private static readonly string[] Syllables =
    [
        "ba",
        "den",
        "fo",
        "gri",
        "ka",
        "lum",
        "mo",
        "ner",
        "pi",
        "ros",
        "sta",
        "tun",
        "ul",
        "vi",
        "wen",
        "zor",
    ];

    public static string Message(int number)
    {
        var random = new Random(number);
        return string.Join(' ', Enumerable.Range(0, PerMessage).Select(_ => Word(Common(random))));
    }

    /// <summary>Returns two words that occur together in some messages.</summary>
    public static string Query(int number)
    {
        var random = new Random(number);
        return $"{Word(20 + random.Next(80))} {Word(20 + random.Next(80))}";
    }

    private static int Common(Random random) => (int)(Count * Math.Pow(random.NextDouble(), 3));

    private static string Word(int number) =>
        Syllables[number & 15] + Syllables[(number >> 4) & 15] + Syllables[(number >> 8) & 15];
}
