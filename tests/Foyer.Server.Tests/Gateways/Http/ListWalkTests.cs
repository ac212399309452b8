using System.Text.Json;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Gateways.Tcp;

namespace Foyer.Server.Tests.Gateways.Http;

/// <summary>Following next of a list visits exactly what was asked for, in its order: no gap, no repeat, and an end.</summary>
public sealed class ListWalkTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private long den;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync([.. TerminalClient.Open, "--Foyer:Limits:MessagesPerSecond=0"]);
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        den = await ada.JoinAsync("den");
        await ben.JoinAsync("den");
        for (var i = 1; i <= 12; i++)
        {
            await (i % 3 == 0 ? ben : ada).SayAsync(den, i % 2 == 0 ? $"even {i}" : $"odd {i}");
            server.Clock.Move(TimeSpan.FromMinutes(1));
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData("-timestamp")]
    [InlineData("timestamp")]
    public async Task History_keeps_every_bound_and_filter(string sort)
    {
        var all = (await PageAsync($"/api/chats/{den}/messages?limit=200&sort=timestamp")).Results;
        var (low, high) = (all[3].Id(), all[^3].Id());
        var (early, late) = (Time(all[2]), Time(all[^2]));
        foreach (var before in new[] { "", $"&before={high}" })
        foreach (var after in new[] { "", $"&after={low}" })
        foreach (var user in new[] { "", $"&user={ada.Id}" })
        foreach (var span in new[] { "", $"&from={early}", $"&to={late}", $"&from={early}&to={late}" })
        foreach (var search in new[] { "", "&search=even" })
        {
            var query = $"sort={sort}{before}{after}{user}{span}{search}";
            var whole = (await PageAsync($"/api/chats/{den}/messages?limit=200&{query}")).Results.Select(one =>
                one.Id()
            );
            foreach (var limit in new[] { 1, 2, 5 })
            {
                var (walked, last) = await WalkAsync($"/api/chats/{den}/messages?limit={limit}&{query}", "next");
                walked.ShouldBe(whole, query);
                if (before + after == "")
                {
                    var (back, _) = await WalkAsync(last, "previous", reverse: true);
                    back.ShouldBe(whole, query);
                }
            }
        }
    }

    [Theory]
    [InlineData("-timestamp", "")]
    [InlineData("timestamp", "")]
    [InlineData("-timestamp", "&search=even")]
    [InlineData("timestamp", "&search=even")]
    public async Task From_the_middle_both_ways_lead_to_the_ends_of_the_bounds(string sort, string search)
    {
        var all = (await PageAsync($"/api/chats/{den}/messages?limit=200&sort=timestamp")).Results;
        var bounds = $"&after={all[1].Id()}&before={all[^1].Id()}{search}";
        var whole = (await PageAsync($"/api/chats/{den}/messages?limit=200&sort={sort}{bounds}")).Results.Select(one =>
            one.Id()
        );
        var start = $"/api/chats/{den}/messages?limit=4&sort={sort}&around={all[7].Id()}{bounds}";

        var (onward, _) = await WalkAsync(start, "next");
        var (back, _) = await WalkAsync(start, "previous", reverse: true);

        var middle = (await PageAsync(start)).Results.Count;
        back.SkipLast(middle).Concat(onward).ShouldBe(whole);
    }

    public static TheoryData<string> Lists =>
        new(
            "/api/users?search=p",
            "/api/chats?public=true&search=r",
            "/api/chats?",
            "/api/events?search=tea&mine=true&from=2035-01-01",
            "/api/notifications?",
            "/api/search?q=even&sort=timestamp",
            "/api/search?q=even",
            "/api/search?kind=user&q=p",
            "/api/search?kind=room&q=r",
            "/api/search?kind=event&q=tea",
            "/api/admin/audit?by=ada&action=kick",
            "/api/admin/reports?status=open",
            "/api/chats/DEN/members?"
        );

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Other_lists_do_too(string list)
    {
        await FillAsync();
        var path = list.Replace("DEN", $"{den}", StringComparison.Ordinal);
        var whole = (await PageAsync($"{path}&limit=200")).Results.ConvertAll(one => one.GetProperty("id").ToString());
        whole.Count.ShouldBeGreaterThan(2);

        var (walked, _) = await WalkAsync<string>($"{path}&limit=2", "next", one => one.GetProperty("id").ToString());
        walked.ShouldBe(whole);
    }

    [Fact]
    public async Task Terminals_get_the_same()
    {
        using var terminal = await TerminalClient.SignInAsync(server, "ben");
        var all = (await PageAsync($"/api/chats/{den}/messages?limit=200&sort=timestamp")).Results;
        var next = (
            await terminal.GetAsync(
                "history",
                new
                {
                    chat = den,
                    after = all[2].Id(),
                    search = "even",
                    limit = 2,
                }
            )
        ).GetProperty("next").GetString()!;
        var (walked, _) = await WalkAsync(next, "next");
        var whole = (
            await PageAsync($"/api/chats/{den}/messages?limit=200&after={all[2].Id()}&search=even")
        ).Results.Select(one => one.Id());
        walked.ShouldBe(whole.Skip(2));
    }

    private async Task FillAsync()
    {
        foreach (var name in new[] { "pia", "paul", "petra" })
        {
            var person = await server.RegisterAsync(name);
            await person.JoinAsync("den");
            await ada.JoinAsync($"r {name}");
            await person.SayAsync(den, "hello @ada");
            var message = await person.SayAsync(den, "look here");
            await ben.PostAsync($"/api/messages/{message}/report", new { reason = "rude" });
            await ada.PostAsync("/api/admin/kick", new { username = name, seconds = 1 });
            var planned = new
            {
                title = $"Tea of {name}",
                description = "Tea",
                date = "2035-01-02",
                visibility = "public",
            };
            (await ada.PostAsync("/api/events", planned)).ShouldBe(201);
        }
    }

    private async Task<(List<JsonElement> Results, string? Next, string? Previous)> PageAsync(string path)
    {
        var page = (await ada.GetAsync(path)).ShouldBe(200).Json;
        return (
            [.. page.GetProperty("results").EnumerateArray()],
            page.GetProperty("next").GetString(),
            page.GetProperty("previous").GetString()
        );
    }

    private Task<(List<long> Ids, string Last)> WalkAsync(string path, string link, bool reverse = false) =>
        WalkAsync(path, link, one => one.Id(), reverse);

    private async Task<(List<T> Ids, string Last)> WalkAsync<T>(
        string path,
        string link,
        Func<JsonElement, T> id,
        bool reverse = false
    )
    {
        var ids = new List<T>();
        for (var pages = 0; pages < 60; pages++)
        {
            var page = await PageAsync(path);
            var found = page.Results.Select(id);
            ids = reverse ? [.. found, .. ids] : [.. ids, .. found];
            if ((link == "next" ? page.Next : page.Previous) is not { } onward)
                return (ids, path);
            path = onward;
        }
        throw new InvalidOperationException($"{path} has no end.");
    }

    private static string Time(JsonElement message) =>
        Uri.EscapeDataString(message.GetProperty("timestamp").GetString()!);
}
