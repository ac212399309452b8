using System.Globalization;
using System.Text;
using Foyer.Server.Events;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Http.Extensions;

namespace Foyer.Server.Web;

/// <summary>
/// Links that add an event to web calendars. Browsers and these calendars accept addresses of about two thousand characters, so
/// long texts are truncated; the link to the event's page leads to the full texts.
/// </summary>
public static class CalendarLinks
{
    // Encoded characters, of which a letter takes one, three, six, nine or twelve.
    private const int LongestTitle = 400;
    private const int LongestPlace = 300;
    private const int LongestDescription = 700;

    /// <param name="page">Address of the event's page.</param>
    public static string Google(EventView communityEvent, string page)
    {
        var times = EventTimes.Format(communityEvent);
        return "https://calendar.google.com/calendar/render"
            + new QueryBuilder
            {
                { "action", "TEMPLATE" },
                { "text", Cut(communityEvent.Title, LongestTitle) },
                {
                    "dates",
                    times.IsAllDay
                        ? $"{times.FirstDay:uuuuMMdd}/{times.DayAfter:uuuuMMdd}"
                        : $"{Compact(times.StartsAt)}/{Compact(times.EndsAt)}"
                },
                { "details", Details(communityEvent, page) },
                { "location", Cut(communityEvent.Location ?? "", LongestPlace) },
            };
    }

    /// <param name="page">Address of the event's page.</param>
    public static string Outlook(EventView communityEvent, string page)
    {
        var times = EventTimes.Format(communityEvent);
        return "https://outlook.live.com/calendar/0/deeplink/compose"
            + new QueryBuilder
            {
                { "path", "/calendar/action/compose" },
                { "rru", "addevent" },
                { "subject", Cut(communityEvent.Title, LongestTitle) },
                // A whole day is a date: as an instant it would be the day before in half of the world.
                { "startdt", times.IsAllDay ? $"{times.FirstDay:uuuu-MM-dd}" : communityEvent.StartsAt },
                { "enddt", times.IsAllDay ? $"{times.DayAfter:uuuu-MM-dd}" : communityEvent.EndsAt },
                { "allday", times.IsAllDay ? "true" : "false" },
                { "body", Details(communityEvent, page) },
                { "location", Cut(communityEvent.Location ?? "", LongestPlace) },
            };
    }

    private static string Details(EventView communityEvent, string page) =>
        $"{Cut(communityEvent.Description, LongestDescription)}\n\n{page}".TrimStart();

    private static string Cut(string text, int most)
    {
        if (Uri.EscapeDataString(text).Length <= most)
            return text;
        var cut = new StringBuilder();
        var left = most - Uri.EscapeDataString("…").Length;
        foreach (var rune in text.EnumerateRunes())
        {
            left -= Uri.EscapeDataString(rune.ToString()).Length;
            if (left < 0)
                break;
            cut.Append(rune.ToString());
        }
        return cut.ToString().TrimEnd() + "…";
    }

    private static string Compact(long at) =>
        Instants.ToInstant(at).ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
