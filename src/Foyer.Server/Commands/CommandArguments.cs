using System.Globalization;

namespace Foyer.Server.Commands;

/// <summary>Parses the arguments of a command from left to right. A name with spaces must be quoted.</summary>
public sealed class CommandArguments(string text)
{
    private string rest = text.Trim();

    /// <summary>The text that has not been parsed yet.</summary>
    public string Rest => rest;

    public bool IsEmpty => rest.Length == 0;

    /// <summary>Returns the next word or quoted text; null when there is none or a quote is not closed.</summary>
    public string? Word()
    {
        if (rest.StartsWith("@\"", StringComparison.Ordinal))
            rest = rest[1..];
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

    /// <summary>Consumes the next word if it is the given one; returns whether it was.</summary>
    public bool Takes(string word)
    {
        if (
            !rest.Equals(word, StringComparison.OrdinalIgnoreCase)
            && !rest.StartsWith(word + " ", StringComparison.OrdinalIgnoreCase)
        )
            return false;
        rest = rest[word.Length..].Trim();
        return true;
    }

    /// <summary>
    /// Parses the rest as <c>name=value</c> pairs, with quotes around values with spaces; null when it is anything else.
    /// </summary>
    public Dictionary<string, string?>? Pairs()
    {
        var pairs = new Dictionary<string, string?>(StringComparer.Ordinal);
        while (rest.Length > 0)
        {
            var end = rest.IndexOf('=', StringComparison.Ordinal);
            if (end <= 0 || rest.AsSpan(0, end).ContainsAny(" \n\t\""))
                return null;
            var name = rest[..end].ToLowerInvariant();
            rest = rest[(end + 1)..];
            if (Word() is not { } value || !pairs.TryAdd(name, value))
                return null;
        }
        return pairs;
    }

    /// <summary>Returns the name of a user, without the @ that may precede it.</summary>
    public string? Name() =>
        Word() is { } word
            ? word.TrimStart('@') is { Length: > 0 } name
                ? name
                : null
            : null;

    /// <summary>
    /// Returns the names that unquoted text may begin with: its first word, its first two words and so on, within the first line.
    /// Empty for quoted text, which names one user.
    /// </summary>
    public IReadOnlyList<string> PossibleNames(int longest)
    {
        var names = new List<string>();
        if (rest.StartsWith('"') || rest.StartsWith("@\"", StringComparison.Ordinal))
            return names;
        var line = rest.TrimStart('@');
        line = line[..Math.Min(line.Length, longest + 1)];
        for (var at = 1; at <= line.Length; at++)
            if (at == line.Length ? line.Length <= longest : char.IsWhiteSpace(line[at]))
            {
                names.Add(line[..at]);
                if (at < line.Length && line[at] is '\n' or '\r')
                    break;
            }
        return names;
    }

    /// <summary>Skips a name that <see cref="PossibleNames"/> returned.</summary>
    public void Skip(string name) => rest = rest.TrimStart('@')[name.Length..].Trim();

    /// <summary>Returns the next word as a whole number; null when it is not one.</summary>
    public long? Number() =>
        long.TryParse(Word(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Returns the rest as one text, which may be quoted as a whole; null when there is none.</summary>
    public string? Text()
    {
        var all = rest is ['"', .., '"'] && rest.Length > 2 ? rest[1..^1] : rest;
        rest = "";
        return all.Length == 0 ? null : all;
    }
}
