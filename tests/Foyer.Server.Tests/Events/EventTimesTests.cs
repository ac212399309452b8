using System.Runtime.CompilerServices;
using System.Text.Json;
using Foyer.Server.Events;
using Foyer.Server.Notifications;
using Foyer.Server.Storage;

namespace Foyer.Server.Tests.Events;

/// <summary>The same texts on the server as in the browser, from tests/vectors/event-times.json, which Python's zoneinfo made.</summary>
public sealed class EventTimesTests
{
    [Fact]
    public void Times_read_as_the_vectors_say()
    {
        var cases = Vectors();
        cases.GetArrayLength().ShouldBeGreaterThan(100);
        foreach (var one in cases.EnumerateArray())
        {
            string Text(string name) => one.GetProperty(name).GetString()!;
            long At(string name) => Instants.FromInstant(one.GetProperty(name).GetDateTimeOffset());
            var times = new EventTimes(At("starts_at"), At("ends_at"), false, Text("here"));

            times.Short(At("now")).ShouldBe(Text("when"));
            times.LongDay.ShouldBe(Text("day"));
            times.Hours.ShouldBe(Text("time"));
            $"{times.Weekday} {times.Day} {times.Month}".ShouldBe(Text("tile"));
        }
    }

    [Fact]
    public void A_day_without_hours_reads_as_the_vectors_say()
    {
        var cases = Fixtures.Vectors.Read("all-day-events.json");
        cases.GetArrayLength().ShouldBeGreaterThan(5);
        foreach (var one in cases.EnumerateArray())
        {
            string Text(string name) => one.GetProperty(name).GetString()!;
            var zone = EventSchedule.FindZone(Text("time_zone"))!;
            var starts = EventSchedule.StartOfDay(EventSchedule.ReadDate(Text("date"))!.Value, zone);
            var start = EventSchedule.Microseconds(starts);
            var times = new EventTimes(start, start, true, Text("time_zone"));

            times
                .Short(Instants.FromInstant(one.GetProperty("now").GetDateTimeOffset()))
                .ShouldBe(Text("when"), Text("about"));
            $"{times.Weekday} {times.Day} {times.Month}".ShouldBe(Text("tile"), Text("about"));
        }
    }

    [Theory]
    [InlineData("Europe/Berlin", null, "Sat 5 Dec 2026, 19:00 Berlin time")]
    [InlineData("Europe/Berlin", "Europe/Paris", "Sat 5 Dec 2026, 19:00 Berlin time")]
    [InlineData(
        "Europe/Berlin",
        "Pacific/Auckland",
        "Sat 5 Dec 2026, 19:00 Berlin time (Sun 6 Dec 2026, 07:00 Auckland time)"
    )]
    [InlineData("America/Argentina/Buenos_Aires", null, "Sat 5 Dec 2026, 15:00 Buenos Aires time")]
    [InlineData("Etc/UTC", null, "Sat 5 Dec 2026, 18:00 UTC")]
    [InlineData("UTC", "Asia/Kathmandu", "Sat 5 Dec 2026, 18:00 UTC (Sat 5 Dec 2026, 23:45 Kathmandu time)")]
    public void A_sentence_names_the_zone_by_its_city_and_says_the_readers_time(
        string zone,
        string? reader,
        string expected
    )
    {
        var at = Instants.FromInstant(new DateTimeOffset(2026, 12, 5, 18, 0, 0, TimeSpan.Zero));

        var sentence = TimedText.From("Held until ", EventTimes.Moment(at, zone, reader), ".");

        sentence.Text.ShouldBe($"Held until {expected}.");
        sentence.Text.Substring(sentence.Time!.From, sentence.Time.Length).ShouldBe(expected);
        sentence.Time.At.ShouldBe(at);
    }

    private static JsonElement Vectors([CallerFilePath] string here = "")
    {
        var tests = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
        return JsonDocument.Parse(File.ReadAllText(Path.Combine(tests, "vectors", "event-times.json"))).RootElement;
    }
}
