namespace Foyer.Server.Events.Calendars;

/// <summary>An event as one line of a calendar; of a cancelled one little is left.</summary>
/// <param name="Status">CONFIRMED, TENTATIVE or CANCELLED.</param>
public sealed record CalendarEntry(
    string Id,
    long Sequence,
    string Status,
    EventSchedule Schedule,
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

    public static CalendarEntry From(CommunityEvent communityEvent, string status = Confirmed) =>
        new(
            communityEvent.Id,
            communityEvent.Sequence,
            status,
            communityEvent.Schedule,
            communityEvent.ChangedAt,
            communityEvent.Title,
            communityEvent.Description,
            communityEvent.Location,
            communityEvent.IsPublic
        );
}
