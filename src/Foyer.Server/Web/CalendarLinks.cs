using System.Globalization;
using Foyer.Server.Events;
using Microsoft.AspNetCore.Http.Extensions;

namespace Foyer.Server.Web;

/// <summary>Links that put an event into calendars of the web.</summary>
public static class CalendarLinks
{
    public static string Google(EventView happening) =>
        "https://calendar.google.com/calendar/render"
        + new QueryBuilder
        {
            { "action", "TEMPLATE" },
            { "text", happening.Title },
            { "dates", $"{Compact(happening, happening.StartsAt)}/{Compact(happening, happening.EndsAt)}" },
            { "details", happening.Description },
            { "location", happening.Location ?? "" },
        };

    public static string Outlook(EventView happening) =>
        "https://outlook.live.com/calendar/0/deeplink/compose"
        + new QueryBuilder
        {
            { "path", "/calendar/action/compose" },
            { "rru", "addevent" },
            { "subject", happening.Title },
            { "startdt", happening.StartsAt },
            { "enddt", happening.EndsAt },
            { "allday", happening.Time is null ? "true" : "false" },
            { "body", happening.Description },
            { "location", happening.Location ?? "" },
        };

    private static string Compact(EventView happening, string instant)
    {
        var moment = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
        if (happening.Time is not null)
            return moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var day = DateOnly.ParseExact(happening.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return day.AddDays(instant == happening.StartsAt ? 0 : 1).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
    }
}
