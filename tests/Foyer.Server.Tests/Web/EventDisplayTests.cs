using System.Globalization;
using System.Text.Json;
using Foyer.Server.Events;
using Foyer.Server.Events.Attendance;
using Foyer.Server.Storage;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Web;

namespace Foyer.Server.Tests.Web;

public sealed class EventDisplayTests
{
    [Fact]
    public void State_and_price_are_those_of_the_shared_cases()
    {
        var cases = Vectors.Read("event-states.json");
        cases.GetArrayLength().ShouldBeGreaterThan(20);
        foreach (var one in cases.EnumerateArray())
        {
            var about = one.GetProperty("about").GetString();
            var show = Display(one);

            show.StateText.ShouldBe(one.GetProperty("words").GetString(), about);
            (show.StateKind ?? "plain").ShouldBe(one.GetProperty("tone").GetString(), about);
            show.CardKind.ShouldBe(one.GetProperty("look").GetString(), about);
            show.BookingState.ShouldBe(one.GetProperty("seats").GetString(), about);
            show.PriceText.ShouldBe(one.GetProperty("price").GetString(), about);
            if (one.TryGetProperty("share", out var share))
                show.Share.ShouldBe(Number(share), about);
        }
    }

    private static EventDisplay Display(JsonElement one)
    {
        var shown = one.GetProperty("event");
        long Count(string name) => shown.GetProperty(name).GetInt64();
        var places = Number(shown.GetProperty("maximum_attendees"));
        var communityEvent = new CommunityEvent
        {
            CreatorId = 1,
            CreatorName = "ada",
            Date = shown.GetProperty("starts_at").GetString()![..10],
            Time = shown.GetProperty("time").GetString(),
            TimeZone = "Europe/Berlin",
            StartsAt = At(shown.GetProperty("starts_at"))!.Value,
            EndsAt = At(shown.GetProperty("ends_at"))!.Value,
            MaximumAttendees = places,
            Attendees = Count("attendees"),
            Offers = places is null ? 0 : places.Value - Count("attendees") - Count("free_places"),
            Waitlisted = Count("waitlisted"),
            PriceCents = shown.GetProperty("price").GetString() is { } price
                ? (long)(decimal.Parse(price, CultureInfo.InvariantCulture) * 100)
                : null,
            Currency = shown.GetProperty("currency").GetString()!,
        };
        return new EventDisplay(
            EventForReader.From(communityEvent, Mine(one.GetProperty("booking"))),
            one.GetProperty("reader").GetInt64(),
            At(one.GetProperty("now"))!.Value
        );
    }

    private static Booking? Mine(JsonElement booking) =>
        booking.ValueKind == JsonValueKind.Null
            ? null
            : new Booking
            {
                Status = EnumText.Parse<BookingStatus>(booking.GetProperty("status").GetString()!),
                Position = Number(booking.GetProperty("position")),
                OfferUntil = At(booking.GetProperty("offer_until")),
            };

    private static long? At(JsonElement instant) =>
        instant.ValueKind == JsonValueKind.Null ? null : Instants.FromInstant(instant.GetDateTimeOffset());

    private static long? Number(JsonElement number) =>
        number.ValueKind == JsonValueKind.Null ? null : number.GetInt64();
}
