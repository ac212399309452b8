using Foyer.Protocol;
using Foyer.Server.Chat.Membership;
using Foyer.Server.Chat.Messages;
using Foyer.Server.Events;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Gateways.Http;
using Foyer.Server.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Foyer.Server.Web.Pages.Events;

/// <summary>One event with its details, attendees, conversation, and the reader's own booking.</summary>
[AllowAnonymous]
public sealed class DetailModel(
    EventQueries events,
    Bookings seating,
    EventInvitations inviting,
    RoomQueries reading,
    TimeProvider time
) : FormPage
{
    private const int LastWords = 5;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public EventDisplay Show { get; private set; } = null!;

    public IReadOnlyList<Booking> Attendees { get; private set; } = [];

    /// <summary>The latest messages of the event's room; null when the reader has no access to the room.</summary>
    public IReadOnlyList<Message>? Talk { get; private set; }

    public static string Words(EventWarning warning) =>
        warning.Code switch
        {
            "date_in_past" => "This date is in the past.",
            "time_skipped" when warning.Attr == "date" =>
                "The time zone skips this date; the event is on the day after it.",
            "time_skipped" => "The clocks jump over this time that day; the event begins as much later as they jump.",
            _ => "The clocks show this time twice that day; the event begins at the first of the two.",
        };

    public static string Words(Booking booking) =>
        booking switch
        {
            { Status: BookingStatus.Accepted } => $"booked on {DateText.Format(booking.AcceptedDate!)}",
            { Status: BookingStatus.Invited } => "invited",
            { HasOffer: true } => "has an offer from the waitlist",
            _ => $"waitlist no. {booking.Position}",
        };

    /// <summary>Returns the target of a form on this page.</summary>
    public string Action(string handler) => $"/event-detail?id={Id}&handler={handler}";

    public bool IsCaller(Booking booking) => booking.User == HttpContext.Caller()?.User;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel) =>
        await LoadAsync(cancel) ? Page()
        : HttpContext.Caller() is null ? ToSignIn()
        : NotFound();

    public Task<IActionResult> OnPostBookAsync(CancellationToken cancel) =>
        DoAsync(() => seating.BookAsync(Caller, Id, wait: false, cancel), "You’re in.", cancel);

    public Task<IActionResult> OnPostWaitAsync(CancellationToken cancel) =>
        DoAsync(
            () => seating.BookAsync(Caller, Id, wait: true, cancel),
            booking => booking.Status == BookingStatus.Accepted ? "You’re in." : "You’re on the waitlist.",
            cancel
        );

    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancel) =>
        DoAsync(() => seating.WithdrawAsync(Caller, Id, cancel), "Your seat is free again.", cancel);

    public Task<IActionResult> OnPostInviteAsync(CancellationToken cancel) =>
        DoAsync(() => inviting.InviteAsync(Caller, Id, Fields(), cancel), "Invited.", cancel);

    public Task<IActionResult> OnPostRemoveAsync(string name, CancellationToken cancel) =>
        DoAsync(() => inviting.RemoveAsync(Caller, Id, name ?? "", cancel), "Removed.", cancel);

    public Task<IActionResult> OnPostNotifyAsync(CancellationToken cancel) =>
        DoAsync(() => inviting.NotifyAsync(Caller, Id, Fields(), cancel), "Everybody was told.", cancel);

    /// <summary>The same whether or not the event exists, so that it reveals nothing to anonymous visitors.</summary>
    private RedirectResult ToSignIn() => SignIn($"/event-detail?id={Id}");

    private Task<IActionResult> DoAsync<T>(Func<Task<Outcome<T>>> verb, string done, CancellationToken cancel) =>
        DoAsync(verb, _ => done, cancel);

    private async Task<IActionResult> DoAsync<T>(
        Func<Task<Outcome<T>>> verb,
        Func<T, string> done,
        CancellationToken cancel
    )
    {
        if (HttpContext.Caller() is null)
            return ToSignIn();
        if (!(await verb()).Refused(out var refusal, out var value))
        {
            Notice(done(value));
            return Redirect(
                await events.FindOneAsync(Caller, Id, cancel) is { Refusal: null }
                    ? $"/event-detail?id={Id}"
                    : "/event-overview"
            );
        }
        return await LoadAsync(cancel) ? Again(refusal) : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken cancel)
    {
        var caller = HttpContext.Caller();
        if ((await events.FindOneAsync(caller, Id, cancel)).Refused(out _, out var communityEvent))
            return false;
        Show = new EventDisplay(communityEvent, caller?.User ?? 0, time.Now());
        if (caller is null)
            return true;
        var attendees = await events.AttendeesAsync(caller, Id, cancel);
        Attendees = attendees.Refusal is null ? attendees.Value : [];
        if (communityEvent.Chat is { } chat)
        {
            var history = await reading.HistoryAsync(
                caller,
                chat,
                new Chat.Messages.HistoryFilter(Limit: LastWords),
                cancel
            );
            Talk = history.Refusal is null ? [.. history.Value.Messages.AsEnumerable().Reverse()] : null;
        }
        return true;
    }
}
