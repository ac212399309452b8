using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Load;

/// <summary>
/// Many messages by many clients, with the server killed again and again: nothing acknowledged is lost, nothing is stored or
/// shown twice, and everybody sees every room in the order of its versions.
/// </summary>
[Trait("Part", "load")]
public sealed class OrderTests
{
    private const int People = 20;
    private const int Rooms = 5;
    private static readonly bool Full = Environment.GetEnvironmentVariable("FOYER_TEST_FULL") == "1";
    private static readonly int Messages = Full ? 10_000 : 2_000;
    private static readonly int Kills = Full ? 10 : 3;

    [Fact]
    public async Task Everybody_sees_every_room_in_order_whatever_happens_to_the_server()
    {
        await using var server = new ServerProcess("--Foyer:Test:Populate=true", "--Foyer:Limits:MessagesPerSecond=40");
        await server.StartAsync();
        var people = (await server.AdminAsync("populate", "--people", $"{People}", "--rooms", $"{Rooms}"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .ToList();
        var rooms = people.Select(person => long.Parse(person[1])).Distinct().ToList();
        rooms.Count.ShouldBe(Rooms);
        foreach (var person in people)
        foreach (var room in rooms)
            await PostAsync(server.Address, person[0], $"/api/chats/{room}/join");

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(Full ? 15 : 5));
        var talkers = people
            .Select((person, i) => new LoadUser(server.Address, person[0], $"p{i}", rooms, Messages / People))
            .ToList();
        var allHere = Task.WhenAll(talkers.Select(talker => talker.Here));
        var running = talkers
            .Select(talker => Task.Run(() => talker.RunAsync(allHere, HasAll, patience.Token)))
            .ToList();
        for (var kill = 1; kill <= Kills; kill++)
        {
            while (Progress(talkers) < Messages * kill / (Kills + 1))
                await Task.Delay(20, patience.Token);
            await server.KillAsync();
            await server.StartAsync();
        }
        await Task.WhenAll(running);

        talkers.SelectMany(talker => talker.Violations).ShouldBeEmpty();
        Progress(talkers).ShouldBe(Messages);
        talkers.SelectMany(talker => talker.Acknowledged.Values).Distinct().Count().ShouldBe(Messages);
        foreach (var room in rooms)
            await ShouldEqualHistoryAsync(server.Address, people[0][0], room, talkers);

        bool HasAll(LoadUser talker) => talker.Seen.Values.Sum(ids => ids.Count) >= Messages;
    }

    private static int Progress(List<LoadUser> talkers) => talkers.Sum(talker => talker.Acknowledged.Count);

    private static async Task ShouldEqualHistoryAsync(Uri address, string token, long room, List<LoadUser> talkers)
    {
        var history = new List<long>();
        var next = $"/api/chats/{room}/messages?limit=200&sort=timestamp";
        while (next is not null)
        {
            var page = await GetAsync(address, token, next);
            foreach (var message in page.GetProperty("results").EnumerateArray())
                if (message.GetProperty("kind").GetString() == "text")
                    history.Add(message.GetProperty("id").GetInt64());
            next = page.GetProperty("next").GetString();
        }
        history.Count.ShouldBe(Messages / Rooms);
        foreach (var talker in talkers)
            talker.Seen[room].ShouldBe(history);
    }

    private static async Task PostAsync(Uri address, string token, string path)
    {
        using var http = Client(address, token);
        (await http.PostAsync(path, null)).EnsureSuccessStatusCode();
    }

    private static async Task<JsonElement> GetAsync(Uri address, string token, string path)
    {
        using var http = Client(address, token);
        return await http.GetFromJsonAsync<JsonElement>(path);
    }

    private static HttpClient Client(Uri address, string token) =>
        new()
        {
            BaseAddress = address,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
}
