using System.Net.Http.Headers;
using System.Net.Http.Json;
using Foyer.Server.Chat.Rooms;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Events.Attendance;

/// <summary>No place is given twice, however many ask at once (security.md, G7).</summary>
public sealed class BookingRaceTests
{
    private static bool Full => Environment.GetEnvironmentVariable("FOYER_TEST_FULL") == "1";

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Of_many_who_book_at_once_exactly_as_many_as_fit_get_a_place(int places) =>
        await RaceAsync(places, people: 60, rounds: 2);

    [Theory]
    [Trait("Part", "load")]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Two_hundred_book_at_once_round_after_round(int places) =>
        await RaceAsync(places, people: 200, rounds: Full ? 100 : 5);

    [Fact]
    public async Task Nobody_has_too_much_while_places_come_and_go_and_a_waitlist_waits()
    {
        await using var events = await EventFixture.OpenAsync("--Foyer:Test:Populate=true");
        var crowd = await CrowdAsync(events.Server, 30);
        var id = await events.PlanAsync(new { maximum_attendees = 3 });

        await Task.WhenAll(
            crowd.Select(
                async (person, number) =>
                {
                    for (var i = 0; i < 4; i++)
                    {
                        await BookAsync(person, id, wait: true);
                        if ((number + i) % 3 == 0)
                            (await person.DeleteAsync($"/api/events/{id}/booking")).EnsureSuccessStatusCode();
                        var seen = await person.GetFromJsonAsync<Numbers>($"/api/events/{id}");
                        seen!.attendees.ShouldBeLessThanOrEqualTo(3);
                        seen.free_places.ShouldBeGreaterThanOrEqualTo(0);
                    }
                }
            )
        );

        var end = (await events.Ada.Http.GetFromJsonAsync<Numbers>($"/api/events/{id}"))!;
        (end.attendees + end.waitlisted).ShouldBeGreaterThan(3);
        end.free_places.ShouldBe(0);
        crowd.ForEach(person => person.Dispose());
    }

    private sealed record Numbers(long attendees, long free_places, long waitlisted);

    private static async Task RaceAsync(int places, int people, int rounds)
    {
        await using var events = await EventFixture.OpenAsync("--Foyer:Test:Populate=true");
        var crowd = await CrowdAsync(events.Server, people);
        for (var round = 0; round < rounds; round++)
        {
            var id = await events.PlanAsync(new { maximum_attendees = places });
            var statuses = await Task.WhenAll(crowd.Select(person => BookAsync(person, id, wait: false)));

            statuses.Count(status => status == 200).ShouldBe(places);
            statuses.Count(status => status == 409).ShouldBe(people - places);
            var seen = await EventFixture.SeeAsync(events.Ada, id);
            seen.GetProperty("attendees").GetInt64().ShouldBe(places);
            seen.GetProperty("free_places").GetInt64().ShouldBe(0);
        }
        crowd.ForEach(person => person.Dispose());
    }

    private static async Task<int> BookAsync(HttpClient person, string id, bool wait)
    {
        using var answer = await person.PutAsJsonAsync($"/api/events/{id}/booking", new { waitlist = wait });
        return (int)answer.StatusCode;
    }

    private static async Task<List<HttpClient>> CrowdAsync(TestServer server, int people)
    {
        var made = await server.Get<LoadTestPeople>().PopulateAsync(people, 1, CancellationToken.None);
        return
        [
            .. made.Select(one => new HttpClient
            {
                BaseAddress = new Uri(server.Address),
                DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", one.Token) },
            }),
        ];
    }
}
