using Foyer.Server.Events;
using Foyer.Server.Events.Attendance;

namespace Foyer.Server.Tests.Events.Attendance;

public sealed class BookingRulesTests
{
    private const long Ada = 1;
    private const long Ben = 2;
    private const long Starts = 1_000;

    [Fact]
    public void A_free_place_is_taken() => Book(Of(most: 2, accepted: 1)).ShouldBe("Accept");

    [Fact]
    public void Any_number_fits_where_there_is_no_maximum() => Book(Of(most: null, accepted: 5_000)).ShouldBe("Accept");

    [Fact]
    public void A_full_event_refuses() => Book(Of(most: 1, accepted: 1)).ShouldBe("409 event_full");

    [Fact]
    public void An_offered_place_is_not_free() => Book(Of(most: 2, accepted: 1, offers: 1)).ShouldBe("409 event_full");

    [Fact]
    public void While_somebody_waits_a_free_place_is_not_for_others() =>
        Book(Of(most: 5, accepted: 1, waiting: 1)).ShouldBe("409 event_full");

    [Fact]
    public void Whoever_would_wait_waits() => Book(Of(most: 1, accepted: 1), wait: true).ShouldBe("Wait");

    [Fact]
    public void Whoever_would_wait_gets_a_free_place_at_once() =>
        Book(Of(most: 2, accepted: 1), wait: true).ShouldBe("Accept");

    [Fact]
    public void The_creator_books_nothing() => Book(Of(most: 2), user: Ada).ShouldBe("403 own_event");

    [Fact]
    public void An_invitation_holds_no_place() =>
        Book(Of(most: 1, accepted: 1), Held(BookingStatus.Invited)).ShouldBe("409 event_full");

    [Fact]
    public void An_invitation_is_accepted() => Book(Of(most: 1), Held(BookingStatus.Invited)).ShouldBe("Accept");

    [Fact]
    public void An_offer_is_accepted_though_it_is_full() =>
        Book(Of(most: 1, offers: 1), Held(BookingStatus.Waitlisted, offer: 900)).ShouldBe("Accept");

    [Fact]
    public void Whoever_waits_goes_on_waiting() =>
        Book(Of(most: 1, accepted: 1, waiting: 1), Held(BookingStatus.Waitlisted)).ShouldBe("Keep");

    [Fact]
    public void A_place_is_booked_once() =>
        Book(Of(most: 1, accepted: 1), Held(BookingStatus.Accepted)).ShouldBe("Keep");

    [Theory]
    [InlineData(Starts - 1, "Accept")]
    [InlineData(Starts, "409 event_over")]
    public void Booking_closes_when_it_begins(long now, string expected) =>
        Book(Of(most: 2), now: now).ShouldBe(expected);

    [Fact]
    public void Booking_of_a_whole_day_closes_when_the_day_is_over() =>
        Book(Of(most: 2) with { Time = null }, now: Starts + 1).ShouldBe("Accept");

    [Fact]
    public void A_wish_to_wait_is_refused_when_booking_has_closed() =>
        Book(Of(most: 1, accepted: 1), wait: true, now: Starts).ShouldBe("409 event_over");

    [Theory]
    [InlineData(3L, null)]
    [InlineData(null, null)]
    [InlineData(2L, "capacity_below_attendees")]
    public void The_maximum_is_not_below_what_is_booked_and_offered(long? most, string? refused) =>
        (BookingRules.Resize(Of(most: 5, accepted: 2, offers: 1), most)?.Code).ShouldBe(refused);

    [Theory]
    [InlineData(100, 300, 400L)]
    [InlineData(900, 300, 1_200L)]
    [InlineData(1_000, 300, null)]
    public void An_offer_is_made_with_its_own_deadline_while_booking_is_open(long now, long hours, long? until) =>
        BookingRules.OfferUntil(Of(most: 1), now, hours).ShouldBe(until);

    [Theory]
    [InlineData(3L, 1, 5, 2)]
    [InlineData(9L, 1, 5, 5)]
    [InlineData(1L, 1, 5, 0)]
    [InlineData(null, 1, 5, 5)]
    public void As_many_are_offered_a_place_as_wait_and_fit(long? most, long accepted, long waiting, long offers) =>
        BookingRules.Offerable(Of(most, accepted, waiting: waiting)).ShouldBe(offers);

    private static string Book(
        CommunityEvent communityEvent,
        Booking? held = null,
        bool wait = false,
        long user = Ben,
        long now = 0
    )
    {
        var outcome = BookingRules.Book(communityEvent, user, held, wait, now);
        return outcome.Refusal is { } refusal ? $"{refusal.Status} {refusal.Code}" : outcome.Value.ToString();
    }

    private static Booking Held(BookingStatus status, long? offer = null) =>
        new()
        {
            User = Ben,
            Status = status,
            OfferUntil = offer,
        };

    private static CommunityEvent Of(long? most, long accepted = 0, long offers = 0, long waiting = 0) =>
        new()
        {
            CreatorId = Ada,
            Time = "19:00",
            StartsAt = Starts,
            EndsAt = Starts * 3,
            MaximumAttendees = most,
            Attendees = accepted,
            Offers = offers,
            Waitlisted = offers + waiting,
        };
}
