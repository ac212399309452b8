using Foyer.Server.Events;
using Foyer.Server.Storage;

namespace Foyer.Server.Tests.Events;

public sealed class EventScheduleTests
{
    [Fact]
    public void An_event_without_a_duration_takes_three_hours()
    {
        var evening = Of("2026-12-05", "19:00", "Europe/Berlin");

        Instants.ToText(evening.StartsAt).ShouldBe("2026-12-05T18:00:00.000000Z");
        Instants.ToText(evening.EndsAt).ShouldBe("2026-12-05T21:00:00.000000Z");
        evening.Fit.ShouldBe(ClockFit.Plain);
    }

    [Fact]
    public void An_event_without_a_time_takes_the_local_day_which_may_have_23_hours()
    {
        var day = Of("2026-03-29", null, "Europe/Berlin", minutes: 60);

        Instants.ToText(day.StartsAt).ShouldBe("2026-03-28T23:00:00.000000Z");
        (day.EndsAt - day.StartsAt).ShouldBe(23 * Instants.Hour);
    }

    [Fact]
    public void A_time_that_the_clocks_jump_over_starts_as_much_later()
    {
        var night = Of("2026-03-29", "02:30", "Europe/Berlin");

        night.Fit.ShouldBe(ClockFit.Skipped);
        Instants.ToText(night.StartsAt).ShouldBe("2026-03-29T01:30:00.000000Z");
    }

    [Fact]
    public void A_time_that_the_clocks_show_twice_is_the_first_of_the_two()
    {
        var night = Of("2026-10-25", "02:30", "Europe/Berlin");

        night.Fit.ShouldBe(ClockFit.Twice);
        Instants.ToText(night.StartsAt).ShouldBe("2026-10-25T00:30:00.000000Z");
    }

    [Fact]
    public void A_day_without_midnight_begins_when_it_begins() =>
        Instants.ToText(Of("2018-11-04", null, "America/Sao_Paulo").StartsAt).ShouldBe("2018-11-04T03:00:00.000000Z");

    [Theory]
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00.000000Z")]
    [InlineData("Pacific/Fakaofo", "2011-12-30", "2011-12-30T11:00:00.000000Z")]
    [InlineData("Pacific/Kwajalein", "1993-08-21", "1993-08-21T12:00:00.000000Z")]
    [InlineData("Pacific/Kiritimati", "1994-12-31", "1994-12-31T10:00:00.000000Z")]
    public void A_date_that_the_zone_skips_is_the_day_after_it(string zone, string date, string starts)
    {
        var day = Of(date, null, zone);

        day.Fit.ShouldBe(ClockFit.Skipped);
        day.Date.ShouldBe(date);
        Instants.ToText(day.StartsAt).ShouldBe(starts);
        (day.EndsAt - day.StartsAt).ShouldBe(24 * Instants.Hour);
    }

    [Fact]
    public void No_date_of_any_zone_is_without_a_day()
    {
        foreach (
            var zone in NodaTime.DateTimeZoneProviders.Tzdb.Ids.Select(id => NodaTime.DateTimeZoneProviders.Tzdb[id])
        )
        foreach (
            var change in zone.GetZoneIntervals(
                NodaTime.Instant.FromUtc(1926, 1, 1, 0, 0),
                NodaTime.Instant.FromUtc(2126, 1, 1, 0, 0)
            )
        )
            if (change.HasStart)
                for (var days = -1; days <= 1; days++)
                    EventSchedule
                        .From(change.Start.InUtc().Date.PlusDays(days), null, zone, null)
                        .ShouldSatisfyAllConditions(day =>
                            (day.EndsAt - day.StartsAt).ShouldBeInRange(Instants.Hour, 48 * Instants.Hour, zone.Id)
                        );
    }

    [Fact]
    public void The_duration_counts_real_minutes_across_a_change_of_clocks() =>
        Instants
            .ToText(Of("2026-03-29", "01:00", "Europe/Berlin", minutes: 120).EndsAt)
            .ShouldBe("2026-03-29T02:00:00.000000Z");

    [Theory]
    [InlineData("2026-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("2026-1-1")]
    [InlineData("26-01-01")]
    [InlineData("02026-01-01")]
    [InlineData("-2026-01-01")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("2026-01-01 ")]
    [InlineData("٢٠٢٦-01-01")]
    [InlineData("")]
    public void Dates_that_do_not_exist_are_none(string date) => EventSchedule.ReadDate(date).ShouldBeNull();

    [Theory]
    [InlineData("24:00")]
    [InlineData("7:00")]
    [InlineData("19:60")]
    [InlineData("19:00:00")]
    [InlineData("19.00")]
    [InlineData("")]
    public void Times_that_do_not_exist_are_none(string time) => EventSchedule.ReadTime(time).ShouldBeNull();

    [Theory]
    [InlineData("1900-01-01", "Pacific/Kiritimati")]
    [InlineData("9990-12-31", "Pacific/Pago_Pago")]
    public void The_ends_of_the_calendar_are_safe_in_every_zone(string date, string zone) =>
        Of(date, "23:59", zone, EventSchedule.MostMinutes).EndsAt.ShouldBeGreaterThan(Of(date, null, zone).StartsAt);

    [Theory]
    [InlineData("Europe/Atlantis")]
    [InlineData("../etc/passwd")]
    [InlineData("")]
    public void Unknown_zones_are_none(string zone) => EventSchedule.FindZone(zone).ShouldBeNull();

    private static EventSchedule Of(string date, string? time, string zone, long? minutes = null) =>
        EventSchedule.From(
            EventSchedule.ReadDate(date)!.Value,
            time is null ? null : EventSchedule.ReadTime(time)!.Value,
            EventSchedule.FindZone(zone)!,
            minutes
        );
}
