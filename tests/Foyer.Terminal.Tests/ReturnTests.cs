using System.Net.Http.Json;
using System.Text.Json;
using Foyer.Protocol.Envelopes;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Terminal.Tests;

/// <summary>The server dies and comes back; the terminal comes back too and shows what was missed, all of it and once.</summary>
public sealed class ReturnTests
{
    [Theory]
    [InlineData(Codec.Json, 1000)]
    [InlineData(Codec.Binary, 3)]
    public async Task After_a_kill_the_tail_goes_on_without_a_gap(Codec codec, int replay)
    {
        await using var server = new ServerProcess(
            "--Foyer:Tcp:Enabled=true",
            "--Foyer:Tcp:Port=" + FreePort.Next(),
            "--Foyer:Limits:MessagesPerSecond=0",
            $"--Foyer:Limits:Replay={replay}"
        );
        await server.StartAsync();
        await server.RegisterAsync("ada");
        await server.RegisterAsync("ben");
        using var ada = await SignInAsync(server, "ada");
        using var ben = await SignInAsync(server, "ben");
        var chat = await JoinAsync(ada);
        await JoinAsync(ben);
        var door = new ServerAddress(server.Door.Address.ToString(), server.Door.Port, codec, Tls: false, Pin: null);
        using var link = new ServerLink(door, new PresetAnswers("ben", Person.Password), comesBack: true);
        await link.OpenAsync(default);
        using var enough = new CancellationTokenSource();
        var (output, errors) = (new Lines(), new Lines());
        var tailing = TailCommand.RunAsync(link, "lobby", asJson: true, output, errors, enough.Token);
        // What is said before the tail is present is history to it; so it is said until one is heard.
        var said = 0;
        var first = output.NextAsync();
        do await SayAsync(ada, chat, said++);
        while (!first.IsCompleted);
        var last = Number(await first);

        for (var round = 0; round < 2; round++)
        {
            await server.KillAsync();
            (await errors.NextAsync()).ShouldContain("Trying again in");
            await server.StartAsync();
            for (var i = 0; i < 300; i++)
                await SayAsync(ada, chat, said++);
            while (last < said - 1)
                Number(await output.NextAsync()).ShouldBe(++last);
        }

        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(tailing);
    }

    private static int Number(string line) =>
        int.Parse(JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()!);

    private static async Task SayAsync(HttpClient person, long chat, int number) =>
        (
            await person.PostAsJsonAsync($"/api/chats/{chat}/messages", new { text = $"{number}" })
        ).EnsureSuccessStatusCode();

    private static async Task<HttpClient> SignInAsync(ServerProcess server, string login)
    {
        var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Add("Origin", server.Address.GetLeftPart(UriPartial.Authority));
        (await http.PostAsJsonAsync("/api/login", new { login, password = Person.Password })).EnsureSuccessStatusCode();
        return http;
    }

    private static async Task<long> JoinAsync(HttpClient person)
    {
        var reply = await person.PostAsJsonAsync("/api/chats/join", new { name = "lobby" });
        return (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
    }
}
