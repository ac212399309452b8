using System.Globalization;
using Foyer.Protocol;
using Foyer.Server.Events;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Settings;
using Foyer.Server.Storage;

namespace Foyer.Server.Commands;

/// <summary>Commands to find and book events. An event is named by its id, or by its number in the last list.</summary>
public sealed class EventCommands(
    EventQueries events,
    CommunityEvents creating,
    Bookings seating,
    FoyerSettings settings
) : CommandGroup
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

    private async Task<Outcome<CommandReply>> ListAsync(CommandContext ask, CancellationToken cancel)
    {
        if (!ask.Arguments.IsEmpty)
            return ask.UsageError;
        var filter = EventFilter.Parse(Fields.Of([]), new Cursor(null, null, Most));
        var found = (await events.FindAsync(ask.Caller, filter, cancel)).Rows;
        ask.Memory.Listed = [.. found.Select(communityEvent => communityEvent.Id)];
        if (found.Count == 0)
            return new CommandReply("Nothing is planned.");
        var zone = await events.ZoneAsync(ask.Caller, cancel);
        return new CommandReply(
            string.Join("\n", found.Select((communityEvent, index) => $"{index + 1}. {Line(communityEvent, zone)}"))
        );
    }

    private async Task<Outcome<CommandReply>> ShowAsync(CommandContext ask, CancellationToken cancel)
    {
        if (ask.Arguments.Takes("new"))
            return await PlanAsync(ask, cancel);
        if (Named(ask) is not { } id)
            return ask.UsageError;
        return (await events.FindOneAsync(ask.Caller, id, cancel)).Refused(out var refusal, out var communityEvent)
            ? refusal
            : new CommandReply(
                $"{Line(communityEvent, await events.ZoneAsync(ask.Caller, cancel))}\n{communityEvent.Description}\n{settings.PublicUrl}/event-detail?id={communityEvent.Id}"
            );
    }

    /// <summary>
    /// Without fields, returns the page with the form; with fields, plans the event, as terminals do after a dialogue.
    /// </summary>
    private async Task<Outcome<CommandReply>> PlanAsync(CommandContext ask, CancellationToken cancel)
    {
        if (ask.Arguments.IsEmpty)
            return new CommandReply($"Plan it here: {settings.PublicUrl}/event-create", Page: "/event-create");
        if (ask.Arguments.Pairs() is not { } pairs)
            return ask.UsageError;
        if (!pairs.ContainsKey("visibility"))
            pairs["visibility"] = EventVisibility.Public.ToText();
        return (await creating.CreateAsync(ask.Caller, Fields.Of(pairs), cancel)).Refused(out var refusal, out var made)
            ? refusal
            : new CommandReply($"“{made.Title}” is planned: {settings.PublicUrl}/event-detail?id={made.Id}");
    }

    private async Task<Outcome<CommandReply>> BookAsync(CommandContext ask, CancellationToken cancel) =>
        Named(ask) is { } id ? await BookAsync(ask, id, cancel) : ask.UsageError;

    private async Task<Outcome<CommandReply>> UnbookAsync(CommandContext ask, CancellationToken cancel) =>
        Named(ask) is { } id ? await UnbookAsync(ask, id, cancel) : ask.UsageError;

    private async Task<Outcome<CommandReply>> AnswerAsync(CommandContext ask, CancellationToken cancel)
    {
        var answer = ask.Arguments.Word()?.ToLowerInvariant();
        if (answer is not ("yes" or "no") || !ask.Arguments.IsEmpty)
            return ask.UsageError;
        if (await events.OfRoomAsync(ask.Caller, ask.Chat, cancel) is not { } id)
            return Refusal.NotFound;
        return answer == "yes" ? await BookAsync(ask, id, cancel) : await UnbookAsync(ask, id, cancel);
    }

    private async Task<Outcome<CommandReply>> BookAsync(CommandContext ask, Guid id, CancellationToken cancel)
    {
        if ((await seating.BookAsync(ask.Caller, id, wait: false, cancel)).Refused(out var refusal, out var booking))
            return refusal;
        return booking.Status == BookingStatus.Accepted
            ? new CommandReply("You have a place.")
            : new CommandReply($"You are no. {booking.Position} of the waitlist.");
    }

    private async Task<Outcome<CommandReply>> UnbookAsync(CommandContext ask, Guid id, CancellationToken cancel)
    {
        // After declining, the user may no longer be able to see the event; that is not an error.
        if ((await events.FindOneAsync(ask.Caller, id, cancel)).Refused(out var unseen))
            return unseen;
        return (await seating.WithdrawAsync(ask.Caller, id, cancel)).Refused(out var refusal)
            ? refusal
            : new CommandReply("You have no place there.");
    }

    private static Guid? Named(CommandContext ask)
    {
        if (ask.Arguments.Word() is not { } word || !ask.Arguments.IsEmpty)
            return null;
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            word = ask.Memory.Listed.ElementAtOrDefault(number - 1) ?? "";
        return Guid.TryParse(word, out var id) ? id : null;
    }

    private static string Line(EventForReader communityEvent, string? zone)
    {
        var when = $"{EventTimes.Format(communityEvent).Start(zone)}{(communityEvent.Time is null ? ", all day" : "")}";
        var place = communityEvent.Location is null ? "" : $" · {communityEvent.Location}";
        var seats = communityEvent.FreePlaces is { } free ? $" · {free} free" : "";
        var mine = communityEvent.MyBooking is { } booking ? $" · {booking.Status.ToText()}" : "";
        return $"{communityEvent.Title} · {when}{place}{seats}{mine}";
    }
}
