using System.Globalization;

namespace Foyer.Server.Commands;

/// <summary>The arguments of a command, taken from left to right. A name with spaces stands in quotes (S002-08).</summary>
public sealed class CommandWords(string text)
{
    private string rest = text.Trim();

    /// <summary>All that was not taken yet.</summary>
    public string Rest => rest;

    public bool IsEmpty => rest.Length == 0;

    /// <summary>The next word, or what stands in quotes; null when there is none or a quote is left open.</summary>
    public string? Word()
    {
        if (rest.Length == 0)
            return null;
        var quoted = rest[0] == '"';
        var end = quoted ? rest.IndexOf('"', 1) : rest.AsSpan().IndexOfAny(' ', '\n', '\t');
        if (quoted && end < 0)
            return null;
        var word =
            quoted ? rest[1..end]
            : end < 0 ? rest
            : rest[..end];
        rest = (end < 0 ? "" : rest[(end + (quoted ? 1 : 0))..]).Trim();
        return word.Length == 0 ? null : word;
    }

    /// <summary>The name of a person, with or without the @ that names have in texts.</summary>
    public string? Name() =>
        Word() is { } word
            ? word.TrimStart('@') is { Length: > 0 } name
                ? name
                : null
            : null;

    /// <summary>The next word as a whole number; null when it is none.</summary>
    public long? Number() =>
        long.TryParse(Word(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The rest as one text, which may be quoted as a whole; null when there is none.</summary>
    public string? Text()
    {
        var all = rest is ['"', .., '"'] && rest.Length > 2 ? rest[1..^1] : rest;
        rest = "";
        return all.Length == 0 ? null : all;
    }
}
