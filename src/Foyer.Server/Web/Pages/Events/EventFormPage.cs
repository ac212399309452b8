using Foyer.Server.Events;
using Foyer.Server.Storage;

namespace Foyer.Server.Web.Pages.Events;

/// <summary>A page with the fields of an event: as typed, else as stored, else empty.</summary>
public abstract class EventFormPage : FormPage
{
    public EventForReader? Stored { get; protected set; }

    public string? Value(string name) =>
        Form.Value(name)
        ?? (
            Form.Errors.Count > 0 ? null
            : Stored is { } stored ? Of(stored, name)
            : null
        );

    public bool IsTicked(string name, bool usually) =>
        Form.Errors.Count > 0 ? Form.Value(name) is not null
        : name == "room" && Stored is { } stored ? stored.Room
        : usually;

    protected static string? Of(EventView stored, string name) =>
        name switch
        {
            "title" => stored.Title,
            "description" => stored.Description,
            "date" => stored.Date,
            "time" => stored.Time,
            "time_zone" => stored.TimeZone,
            "duration_minutes" => stored.DurationMinutes?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "location" => stored.Location,
            "maximum_attendees" => stored.MaximumAttendees?.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "price" => stored.Price,
            "visibility" => stored.Visibility.ToText(),
            _ => null,
        };
}
