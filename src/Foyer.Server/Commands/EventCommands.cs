using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Events;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Commands;

/// <summary>Finding and booking events. An event is named by its id, or by its number in the last list (contract section 8).</summary>
public sealed class EventCommands(EventList events, Creating creating, Seating seating, FoyerSettings settings)
    : CommandRows
{
    private const int Most = 20;

    public override IEnumerable<Command> Rows =>
        [
            new("events", "/events", "Lists what comes next.", null, ListAsync),
            new("event", "/event ID | new [FIELD=VALUE …]", "Shows an event, or plans one.", null, ShowAsync),
            new("book", "/book ID", "Books a place, or accepts an invitation or an offer.", null, BookAsync),
            new("unbook", "/unbook ID", "Withdraws a booking, or declines.", null, UnbookAsync),
            new("rsvp", "/rsvp yes|no", "Answers in the room of an event.", null, AnswerAsync),
        ];

    private async Task<Outcome<Said>> ListAsync(Ask ask, CancellationToken cancel)
    {
        if (!ask.Words.IsEmpty)
            return ask.Misused;
        var filter = EventFilter.Read(Fields.Of([]), new Cursor(null, null, Most));
        var found = (await events.FindAsync(ask.Caller, filter, cancel)).Rows;
        ask.Memory.Listed = [.. found.Select(happening => happening.Id)];
        if (found.Count == 0)
            return new Said("Nothing is planned.");
        var zone = await events.ZoneAsync(ask.Caller, cancel);
        return new Said(string.Join("\n", found.Select((happening, index) => $"{index + 1}. {Line(happening, zone)}")));
    }

    private async Task<Outcome<Said>> ShowAsync(Ask ask, CancellationToken cancel)
    {
        if (ask.Words.Takes("new"))
            return await PlanAsync(ask, cancel);
        if (Named(ask) is not { } id)
            return ask.Misused;
        return (await events.OneAsync(ask.Caller, id, cancel)).Refused(out var refusal, out var happening)
            ? refusal
            : new Said(
                $"{Line(happening, await events.ZoneAsync(ask.Caller, cancel))}\n{happening.Description}\n{settings.PublicUrl}/event-detail?id={happening.Id}"
            );
    }

    /// <summary>Without fields where the form is; with them it is planned here, as terminals do that ask for one after the other.</summary>
    private async Task<Outcome<Said>> PlanAsync(Ask ask, CancellationToken cancel)
    {
        if (ask.Words.IsEmpty)
            return new Said($"Plan it here: {settings.PublicUrl}/event-create", Page: "/event-create");
        if (ask.Words.Pairs() is not { } pairs)
            return ask.Misused;
        if (!pairs.ContainsKey("visibility"))
            pairs["visibility"] = Event.Public;
        return (await creating.CreateAsync(ask.Caller, Fields.Of(pairs), cancel)).Refused(out var refusal, out var made)
            ? refusal
            : new Said($"“{made.Title}” is planned: {settings.PublicUrl}/event-detail?id={made.Id}");
    }

    private async Task<Outcome<Said>> BookAsync(Ask ask, CancellationToken cancel) =>
        Named(ask) is { } id ? await BookAsync(ask, id, cancel) : ask.Misused;

    private async Task<Outcome<Said>> UnbookAsync(Ask ask, CancellationToken cancel) =>
        Named(ask) is { } id ? await UnbookAsync(ask, id, cancel) : ask.Misused;

    private async Task<Outcome<Said>> AnswerAsync(Ask ask, CancellationToken cancel)
    {
        var answer = ask.Words.Word()?.ToLowerInvariant();
        if (answer is not ("yes" or "no") || !ask.Words.IsEmpty)
            return ask.Misused;
        if (await events.OfRoomAsync(ask.Caller, ask.Chat, cancel) is not { } id)
            return Refusal.NotFound;
        return answer == "yes" ? await BookAsync(ask, id, cancel) : await UnbookAsync(ask, id, cancel);
    }

    private async Task<Outcome<Said>> BookAsync(Ask ask, Guid id, CancellationToken cancel)
    {
        if ((await seating.BookAsync(ask.Caller, id, wait: false, cancel)).Refused(out var refusal, out var booking))
            return refusal;
        return booking.Status == Booking.Accepted
            ? new Said("You have a place.")
            : new Said($"You are no. {booking.Position} of the waitlist.");
    }

    private async Task<Outcome<Said>> UnbookAsync(Ask ask, Guid id, CancellationToken cancel)
    {
        // Whoever declines may not see the event any more, and did not do wrong.
        if ((await events.OneAsync(ask.Caller, id, cancel)).Refused(out var unseen))
            return unseen;
        return (await seating.WithdrawAsync(ask.Caller, id, cancel)).Refused(out var refusal)
            ? refusal
            : new Said("You have no place there.");
    }

    private static Guid? Named(Ask ask)
    {
        if (ask.Words.Word() is not { } word || !ask.Words.IsEmpty)
            return null;
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            word = ask.Memory.Listed.ElementAtOrDefault(number - 1) ?? "";
        return Guid.TryParse(word, out var id) ? id : null;
    }

    private static string Line(EventForReader happening, string? zone)
    {
        var when = $"{EventTimes.Of(happening).Start(zone)}{(happening.Time is null ? ", all day" : "")}";
        var place = happening.Location is null ? "" : $" · {happening.Location}";
        var seats = happening.FreePlaces is { } free ? $" · {free} free" : "";
        var mine = happening.MyBooking is { } booking ? $" · {booking.Status}" : "";
        return $"{happening.Title} · {when}{place}{seats}{mine}";
    }
}
