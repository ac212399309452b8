namespace Foyer.Server.Settings;

public sealed class EventSettings
{
    [Setting("Hours for which a freed place is held for the next person of the waitlist.", Min = 1, Max = 720)]
    public int OfferHours { get; set; } = 24;

    [Setting(
        "Days for which an event's room stays open after the event, or readable after its cancellation.",
        Max = 3650
    )]
    public int RoomDays { get; set; } = 7;
}
