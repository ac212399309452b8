using Foyer.Protocol;
using Foyer.Server.Chat.Messages;

namespace Foyer.Server.Chat.Search;

/// <summary>
/// What somebody looks for: words, and filters that stand among them (<c>from:ada in:lobby has:file</c>) or beside them.
/// </summary>
/// <param name="From">The author's name.</param>
/// <param name="In">A room's name or id.</param>
/// <param name="Before">Exclusive.</param>
/// <param name="After">Inclusive.</param>
/// <param name="ByTime">The newest first; else the best fitting first.</param>
/// <param name="Cursor">Where the page before this one ended.</param>
public sealed record SearchQuery(
    IReadOnlyList<string> Terms,
    string? From,
    string? In,
    TimeBound? Before,
    TimeBound? After,
    IReadOnlyList<string> Has,
    bool ByTime,
    string? Cursor,
    int Limit
)
{
    public static readonly string[] ContentKinds = ["file", "image", "link", "reaction", "pin"];

    public const int MaxLength = 500;
    public const int LongestName = 64;

    public bool IsEmpty =>
        Terms.Count == 0 && From is null && In is null && Before is null && After is null && Has.Count == 0;

    /// <summary>True when a bound depends on the reader's time zone.</summary>
    public bool HasDates => Before is { IsDate: true } || After is { IsDate: true };

    public static SearchQuery Parse(Fields fields, int limit)
    {
        var notified = new Dictionary<string, string>(StringComparer.Ordinal);
        var terms = new List<string>();
        foreach (var part in Parts(fields.OptionalText("q", MaxLength) ?? ""))
            if (Filter(part) is var (name, value))
                notified[name] = value;
            else
                terms.Add(part);
        return new SearchQuery(
            [.. TextSearch.Terms(string.Join(' ', terms))],
            Given(fields, notified, "from"),
            Given(fields, notified, "in"),
            ReadBound(fields, notified, "before"),
            ReadBound(fields, notified, "after"),
            ReadHas(fields, notified),
            fields.Choice("sort", "relevance", "timestamp") == "timestamp",
            fields.OptionalText("cursor", LongestName),
            limit
        );
    }

    /// <summary>Splits at spaces outside quotes; the quotes stay, so that a phrase is told from words.</summary>
    private static IEnumerable<string> Parts(string typed)
    {
        var start = 0;
        var quoted = false;
        for (var at = 0; at <= typed.Length; at++)
        {
            if (at < typed.Length && typed[at] == '"')
                quoted = !quoted;
            if (at < typed.Length && (quoted || !char.IsWhiteSpace(typed[at])))
                continue;
            if (at > start)
                yield return typed[start..at];
            start = at + 1;
        }
    }

    private static (string Name, string Value)? Filter(string part)
    {
        var colon = part.IndexOf(':');
        var name = colon > 0 ? part[..colon].ToLowerInvariant() : "";
        var value = part[(colon + 1)..].Trim('"');
        return name is "from" or "in" or "before" or "after" or "has" && value.Length > 0 ? (name, value) : null;
    }

    private static string? Given(Fields fields, Dictionary<string, string> notified, string name) =>
        (fields.OptionalText(name, LongestName) ?? notified.GetValueOrDefault(name))?.TrimStart('@', '#');

    private static IReadOnlyList<string> ReadHas(Fields fields, Dictionary<string, string> notified)
    {
        if (fields.Has("has"))
            return fields.Choices("has", ContentKinds) ?? [];
        if (!notified.TryGetValue("has", out var thing))
            return [];
        if (ContentKinds.Contains(thing))
            return [thing];
        fields.Refuse("has", $"Choose from: {string.Join(", ", ContentKinds)}.");
        return [];
    }

    private static TimeBound? ReadBound(Fields fields, Dictionary<string, string> notified, string name) =>
        Given(fields, notified, name) is { } text && InstantParser.Parse(fields, name, text) is { } instant
            ? new TimeBound(instant, IsDate: !text.Contains('T'))
            : null;
}
