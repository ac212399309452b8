using System.Text.Json;
using Foyer.Protocol.Markup;
using Foyer.Server.Events;

namespace Foyer.Server.Web;

/// <summary>A public event as schema.org has it, for search engines and link previews.</summary>
public static class EventData
{
    /// <summary>JSON that is safe within a script element: the encoder spells &lt; and its like as escapes.</summary>
    public static string Json(EventView happening, string url) =>
        JsonSerializer
            .Serialize(
                new Dictionary<string, object?>
                {
                    ["@context"] = "https://schema.org",
                    ["@type"] = "Event",
                    ["name"] = happening.Title,
                    ["description"] = happening.Description,
                    ["startDate"] = happening.Time is null ? EventTimes.Of(happening).FirstDate : happening.StartsAt,
                    ["endDate"] = happening.Time is null ? EventTimes.Of(happening).FirstDate : happening.EndsAt,
                    ["eventStatus"] = "https://schema.org/EventScheduled",
                    ["location"] = new
                    {
                        type = "Place",
                        name = happening.Location ?? "",
                        address = happening.Location ?? "",
                    },
                    ["maximumAttendeeCapacity"] = happening.MaximumAttendees,
                    ["remainingAttendeeCapacity"] = happening.FreePlaces,
                    ["organizer"] = new { type = "Person", name = happening.Creator.Username },
                    ["offers"] = new
                    {
                        type = "Offer",
                        price = happening.Price ?? "0.00",
                        priceCurrency = happening.Currency,
                        availability = happening.FreePlaces == 0
                            ? "https://schema.org/SoldOut"
                            : "https://schema.org/InStock",
                        url,
                    },
                    ["url"] = url,
                }
            )
            .Replace("\"type\":", "\"@type\":", StringComparison.Ordinal);

    /// <summary>The beginning of the description on one line, for a preview.</summary>
    public static string Preview(EventView happening)
    {
        var line = MessageText.ToPlain(happening.Description);
        return line.Length <= 200 ? line : line[..(char.IsHighSurrogate(line[198]) ? 198 : 199)] + "…";
    }
}
