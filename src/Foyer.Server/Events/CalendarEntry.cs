namespace Foyer.Server.Events;

/// <summary>An event as one line of a calendar; of a cancelled one little is left.</summary>
/// <param name="Status">CONFIRMED, TENTATIVE or CANCELLED.</param>
public sealed record CalendarEntry(
    string Id,
    long Sequence,
    string Status,
    Schedule Schedule,
    long ChangedAt,
    string Title,
    string? Description,
    string? Location,
    bool IsPublic
)
{
    public const string Confirmed = "CONFIRMED";
    public const string Tentative = "TENTATIVE";
    public const string Cancelled = "CANCELLED";

    public static CalendarEntry Of(Event happening, string status = Confirmed) =>
        new(
            happening.Id,
            happening.Sequence,
            status,
            happening.Schedule,
            happening.ChangedAt,
            happening.Title,
            happening.Description,
            happening.Location,
            happening.IsPublic
        );
}
