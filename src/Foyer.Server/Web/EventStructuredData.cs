using System.Text.Json;
using Foyer.Protocol;
using Foyer.Protocol.Markup;
using Foyer.Server.Events;

namespace Foyer.Server.Web;

/// <summary>A public event as schema.org has it, for search engines and link previews.</summary>
public static class EventStructuredData
{
    /// <summary>Returns JSON that is safe within a script element: the encoder escapes &lt; and similar characters.</summary>
    public static string Json(EventView communityEvent, string url) =>
        JsonSerializer
            .Serialize(
                new Dictionary<string, object?>
                {
                    ["@context"] = "https://schema.org",
                    ["@type"] = "Event",
                    ["name"] = communityEvent.Title,
                    ["description"] = communityEvent.Description,
                    ["startDate"] = communityEvent.Time is null
                        ? EventTimes.Format(communityEvent).FirstDate
                        : communityEvent.StartsAt,
                    ["endDate"] = communityEvent.Time is null
                        ? EventTimes.Format(communityEvent).FirstDate
                        : communityEvent.EndsAt,
                    ["eventStatus"] = "https://schema.org/EventScheduled",
                    ["location"] = new
                    {
                        type = "Place",
                        name = communityEvent.Location ?? "",
                        address = communityEvent.Location ?? "",
                    },
                    ["maximumAttendeeCapacity"] = communityEvent.MaximumAttendees,
                    ["remainingAttendeeCapacity"] = communityEvent.FreePlaces,
                    ["organizer"] = new { type = "Person", name = communityEvent.Creator.Username },
                    ["offers"] = new
                    {
                        type = "Offer",
                        price = communityEvent.Price ?? "0.00",
                        priceCurrency = communityEvent.Currency,
                        availability = communityEvent.FreePlaces == 0
                            ? "https://schema.org/SoldOut"
                            : "https://schema.org/InStock",
                        url,
                    },
                    ["url"] = url,
                }
            )
            .Replace("\"type\":", "\"@type\":", StringComparison.Ordinal);

    /// <summary>Returns the beginning of the description on one line, for a preview.</summary>
    public static string Preview(EventView communityEvent)
    {
        var line = MessageText.ToPlain(communityEvent.Description);
        return line.Length <= 200 ? line : PlainText.Truncate(line, 199) + "…";
    }
}
