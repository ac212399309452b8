using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Storage;

namespace Foyer.Server.Events;

/// <summary>
/// Which events somebody looks for. Dates find every event that overlaps them: one that begins on such a date on its own clock, or
/// takes place during such a day where the reader is. Without a first date, every event that is not over.
/// </summary>
/// <param name="Search">In title or location.</param>
/// <param name="From">First date, yyyy-mm-dd.</param>
/// <param name="To">Last date, yyyy-mm-dd.</param>
/// <param name="Mine">Those one made or has a booking at.</param>
/// <param name="Seats">Those with a place that can be booked now.</param>
/// <param name="Free">Those that cost nothing.</param>
public sealed record EventFilter(
    string? Search,
    string? Location,
    string? From,
    string? To,
    bool Mine,
    bool Seats,
    bool Free,
    Cursor Cursor
)
{
    public const int MaxLength = 200;

    public EventPhase Phase { get; private init; } = EventPhase.NotOver;

    /// <summary>Only those that this person made.</summary>
    public long? Creator { get; private init; }

    /// <summary>Whatever holds the words, long over or still to come.</summary>
    public static EventFilter Ever(string text, Cursor cursor) =>
        new(text, null, null, null, Mine: false, Seats: false, Free: false, cursor) { Phase = EventPhase.Any };

    /// <summary>What is not over.</summary>
    public static EventFilter Next(bool mine, int most) =>
        new(null, null, null, null, mine, Seats: false, Free: false, new Cursor(null, null, most));

    /// <summary>What a person makes that is not over, or the latest of what is.</summary>
    public static EventFilter ForCreator(long creator, EventPhase phase, int most)
    {
        var before = phase == EventPhase.Over ? $"{long.MaxValue}_" : null;
        return new(null, null, null, null, Mine: false, Seats: false, Free: false, new Cursor(null, before, most))
        {
            Phase = phase,
            Creator = creator,
        };
    }

    public static EventFilter Parse(Fields query, Cursor cursor)
    {
        var filter = new EventFilter(
            query.OptionalText("search", MaxLength),
            query.OptionalText("location", MaxLength),
            ReadDate(query, "from"),
            ReadDate(query, "to"),
            query.Flag("mine") ?? false,
            query.Flag("seats") ?? false,
            query.Choice("price", "free") is not null,
            cursor
        );
        if (filter.From is not null)
            filter = filter with { Phase = EventPhase.Any };
        if (string.CompareOrdinal(filter.From, filter.To) > 0 && filter.To is not null && !query.IsWrong("to"))
            query.Refuse("to", "The last date is before the first.");
        if (cursor.After is { } after && Place(after) is null)
            query.Refuse("after", "This is no place in the list.");
        if (cursor.Before is { } before && Place(before) is null)
            query.Refuse("before", "This is no place in the list.");
        return filter;
    }

    /// <summary>An event's place in the list, which is ordered by start.</summary>
    public static string Key(CommunityEvent communityEvent) =>
        string.Create(CultureInfo.InvariantCulture, $"{communityEvent.StartsAt}_{communityEvent.Id}");

    public static (long At, string Id)? Place(string key) =>
        key.IndexOf('_', StringComparison.Ordinal) is > 0 and var end
        && long.TryParse(key.AsSpan(0, end), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var at)
            ? (at, key[(end + 1)..])
            : null;

    private static string? ReadDate(Fields query, string name)
    {
        var text = query.OptionalText(name, 32);
        if (text is not null && EventSchedule.ReadDate(text) is null)
            query.Refuse(name, "Enter a date that exists, as yyyy-mm-dd.");
        return text;
    }
}

/// <summary>On which side of now an event has its end.</summary>
public enum EventPhase
{
    Any,
    NotOver,
    Over,
}
