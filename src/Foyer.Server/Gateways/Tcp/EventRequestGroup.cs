using Foyer.Protocol;
using Foyer.Server.Accounts;
using Foyer.Server.Events;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Gateways.Http.Responses;

namespace Foyer.Server.Gateways.Tcp;

/// <summary>Events and bookings for terminals.</summary>
public sealed class EventRequestGroup(EventQueries events, CommunityEvents creating, Bookings seating)
{
    private static readonly string[] Filters = ["search", "location", "from", "to", "mine", "seats", "price", "limit"];

    internal IEnumerable<KeyValuePair<string, RequestHandler>> Rows =>
        [
            new("events", FindAsync),
            new("event", OneAsync),
            new("create_event", CreateAsync),
            new("book", BookAsync),
            new("withdraw", WithdrawAsync),
        ];

    private async Task<Outcome<Reply>> FindAsync(Caller caller, Device device, Fields fields)
    {
        var filter = EventFilter.Parse(fields, fields.Cursor());
        if (fields.Refusal is { } wrong)
            return wrong;
        var page = await events.FindAsync(caller, filter, CancellationToken.None);
        return Reply.From(
            new Listing<EventForReader>(
                page.Rows,
                Link(fields, "after", page.Next),
                Link(fields, "before", page.Previous)
            )
        );
    }

    private async Task<Outcome<Reply>> OneAsync(Caller caller, Device device, Fields fields)
    {
        if (Id(fields, "id").Refused(out var wrong, out var id))
            return wrong;
        var found = await events.FindOneAsync(caller, id, CancellationToken.None);
        return found.Refused(out var refusal, out var one) ? refusal : Reply.From(one);
    }

    private async Task<Outcome<Reply>> CreateAsync(Caller caller, Device device, Fields fields)
    {
        var outcome = await creating.CreateAsync(caller, fields, CancellationToken.None);
        return outcome.Refused(out var refusal, out var made) ? refusal : Reply.From(made, isNew: true);
    }

    private async Task<Outcome<Reply>> BookAsync(Caller caller, Device device, Fields fields)
    {
        var wait = fields.Flag("waitlist") ?? false;
        if (Id(fields, "event").Refused(out var wrong, out var id))
            return wrong;
        var outcome = await seating.BookAsync(caller, id, wait, CancellationToken.None);
        return outcome.Refused(out var refusal, out var booking) ? refusal : Reply.From(BookingView.From(booking));
    }

    private async Task<Outcome<Reply>> WithdrawAsync(Caller caller, Device device, Fields fields)
    {
        if (Id(fields, "event").Refused(out var wrong, out var id))
            return wrong;
        var outcome = await seating.WithdrawAsync(caller, id, CancellationToken.None);
        return outcome.Refused(out var refusal) ? refusal : Reply.Nothing;
    }

    private static Outcome<Guid> Id(Fields fields, string name)
    {
        var text = fields.Text(name, 36);
        if (!Guid.TryParse(text, out var id))
            fields.Refuse(name, "Send the UUID of an event.");
        return fields.Refusal is { } wrong ? wrong : id;
    }

    private static string? Link(Fields fields, string cursor, string? key) =>
        key is null ? null : Reply.Link("/api/events", fields, Filters, (cursor, key));
}
