namespace Foyer.Server.Events;

/// <summary>What an edit changed, in words: old → new.</summary>
public static class EventChangeText
{
    private const string Nothing = "none";

    /// <summary>Null when nothing that people need to know changed.</summary>
    public static string? Between(EventView before, EventView after)
    {
        (string Name, string? Old, string? New)[] all =
        [
            ("Title", before.Title, after.Title),
            ("Date", before.Date, after.Date),
            ("Time", before.Time ?? "all day", after.Time ?? "all day"),
            ("Time zone", before.TimeZone, after.TimeZone),
            ("Minutes", $"{before.DurationMinutes}", $"{after.DurationMinutes}"),
            ("Place", before.Location, after.Location),
            ("Price", before.Price, after.Price),
            ("Seats", $"{before.MaximumAttendees}", $"{after.MaximumAttendees}"),
        ];
        var changed = all.Where(one => one.Old != one.New)
            .Select(one => $"{one.Name}: {Shown(one.Old)} → {Shown(one.New)}")
            .ToList();
        if (before.Description != after.Description)
            changed.Add("The description is new");
        return changed.Count == 0 ? null : string.Join("; ", changed) + ".";
    }

    /// <summary>Whether it is at another time or place, so that whoever comes must know.</summary>
    public static bool IsMoved(EventView before, EventView after) =>
        before.StartsAt != after.StartsAt
        || before.EndsAt != after.EndsAt
        || before.Time is null != after.Time is null
        || before.Location != after.Location;

    private static string Shown(string? value) => string.IsNullOrEmpty(value) ? Nothing : value;
}
