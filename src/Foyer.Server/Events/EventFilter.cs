using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>Which events somebody looks for (S000-65, S000-66).</summary>
/// <param name="Search">In title or location.</param>
/// <param name="From">First local date, yyyy-mm-dd; null from today on.</param>
/// <param name="To">Last local date.</param>
/// <param name="Mine">Those one made or has a booking at.</param>
/// <param name="Seats">Those with a place that can be booked now.</param>
/// <param name="Free">Those that cost nothing.</param>
/// <param name="Creator">Those that this person made.</param>
public sealed record EventFilter(
    string? Search,
    string? Location,
    string? From,
    string? To,
    bool Mine,
    bool Seats,
    bool Free,
    Cursor Cursor,
    long? Creator = null
)
{
    private const int Longest = 200;

    /// <summary>Whatever holds the words, long over or still to come.</summary>
    public static EventFilter Ever(string words, Cursor cursor) =>
        new(words, null, "0001-01-01", null, Mine: false, Seats: false, Free: false, cursor);

    /// <summary>What comes from today on.</summary>
    public static EventFilter Next(bool mine, int most) =>
        new(null, null, null, null, mine, Seats: false, Free: false, new Cursor(null, null, most));

    /// <summary>What a person makes that is still to come, or the latest of what they made before.</summary>
    public static EventFilter Of(long creator, string? until, int most) =>
        new(
            null,
            null,
            until is null ? null : "0001-01-01",
            until,
            Mine: false,
            Seats: false,
            Free: false,
            new Cursor(null, until is null ? null : $"{long.MaxValue}_", most),
            creator
        );

    public static EventFilter Read(Fields query, Cursor cursor)
    {
        var filter = new EventFilter(
            query.OptionalText("search", Longest),
            query.OptionalText("location", Longest),
            ReadDate(query, "from"),
            ReadDate(query, "to"),
            query.Flag("mine") ?? false,
            query.Flag("seats") ?? false,
            query.Choice("price", "free") is not null,
            cursor
        );
        if (cursor.After is { } after && Place(after) is null)
            query.Refuse("after", "This is no place in the list.");
        if (cursor.Before is { } before && Place(before) is null)
            query.Refuse("before", "This is no place in the list.");
        return filter;
    }

    /// <summary>An event's place in the list, which is ordered by start.</summary>
    public static string Key(Event happening) =>
        string.Create(CultureInfo.InvariantCulture, $"{happening.StartsAt}_{happening.Id}");

    public static (long At, string Id)? Place(string key) =>
        key.IndexOf('_', StringComparison.Ordinal) is > 0 and var end
        && long.TryParse(key.AsSpan(0, end), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at)
            ? (at, key[(end + 1)..])
            : null;

    private static string? ReadDate(Fields query, string name)
    {
        var text = query.OptionalText(name, 32);
        if (text is not null && Schedule.ReadDate(text) is null)
            query.Refuse(name, "Enter a date that exists, as yyyy-mm-dd.");
        return text;
    }
}
