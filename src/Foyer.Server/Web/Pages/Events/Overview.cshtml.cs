using System.Globalization;
using Foyer.Server.Events;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Gateways.Http.Responses;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Foyer.Server.Web.Pages.Events;

/// <summary>All events that the reader may see, by week; the filter is in the address.</summary>
[AllowAnonymous]
public sealed class OverviewModel(EventQueries events, TimeProvider time) : PageModel
{
    // Divisible by the two and three columns of the page.
    private const int EventsPerPage = 24;

    public sealed record ShownWeek(string Id, string Words);

    /// <summary>The first and the last day, both yyyy-mm-dd.</summary>
    public sealed record Days(string From, string To);

    public IReadOnlyList<EventDisplay> Shown { get; private set; } = [];

    public string? Wrong { get; private set; }

    public string? Next { get; private set; }

    public string? Previous { get; private set; }

    /// <summary>The rest of this week.</summary>
    public Days Week => new(Text(Today), Text(Sundays(Today)));

    public Days Weekend => new(Text(Sundays(Today).AddDays(-1)), Text(Sundays(Today)));

    public string CountWords =>
        Shown.Count == 1 ? "1 event" : $"{Shown.Count}{(Next is null ? "" : " and more")} events";

    /// <summary>An ongoing event belongs to this week, whenever it began.</summary>
    public IEnumerable<IGrouping<ShownWeek, EventDisplay>> Weeks =>
        Shown.GroupBy(show => WeekOf(show.IsOn ? Today : Date(show.Event.Date))).OrderBy(week => week.Key.Id);

    /// <summary>Today where the reader is.</summary>
    private DateOnly Today { get; set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var caller = HttpContext.Caller();
        Today = (await events.ListTodayAsync(caller, cancel)).ToDateOnly();
        var query = Request.Query();
        var filter = EventFilter.Parse(query, query.Cursor(EventsPerPage));
        if (query.Refusal is { } wrong)
        {
            Wrong = string.Join(
                " ",
                wrong.Errors.Select(error => $"{FilterLabels.Name(error.Attr ?? "filter")}: {error.Detail}")
            );
            Response.StatusCode = wrong.Status;
            return;
        }
        var page = await events.FindAsync(caller, filter, cancel);
        Shown = [.. page.Rows.Select(found => new EventDisplay(found, caller?.User ?? 0, time.Now()))];
        Next = Listings.With(Request, "after", page.Next);
        Previous = Listings.With(Request, "before", page.Previous);
    }

    public bool IsAsked(Days days) => Request.Query["from"] == days.From && Request.Query["to"] == days.To;

    /// <summary>The same question for these days, or for any day when it was for these.</summary>
    public string Toggled(Days days)
    {
        var query = new QueryBuilder(
            Request.Query.Where(asked => asked.Key is not ("from" or "to" or "after" or "before"))
        );
        if (!IsAsked(days))
        {
            query.Add("from", days.From);
            query.Add("to", days.To);
        }
        return $"/event-overview{query}";
    }

    private ShownWeek WeekOf(DateOnly date)
    {
        var sunday = Sundays(date);
        var text = ((sunday.DayNumber - Sundays(Today).DayNumber) / 7) switch
        {
            0 => "This week",
            1 => "Next week",
            -1 => "Last week",
            _ => $"Week of {sunday.AddDays(-6).ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}",
        };
        return new ShownWeek(Text(sunday), text);
    }

    /// <summary>The Sunday that ends the week.</summary>
    private static DateOnly Sundays(DateOnly day) => day.AddDays((7 - (int)day.DayOfWeek) % 7);

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
