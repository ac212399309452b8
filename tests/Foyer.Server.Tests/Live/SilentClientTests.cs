using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Gateways.Tcp;
using Microsoft.Extensions.DependencyInjection;
using Codec = Foyer.Protocol.Envelopes.Codec;
using EnvelopeType = Foyer.Protocol.Envelopes.EnvelopeType;

namespace Foyer.Server.Tests.Live;

/// <summary>A client that never reports attention is away once it has sent nothing but pings for ten minutes.</summary>
public sealed class SilentClientTests : IAsyncLifetime
{
    private readonly MonotonicClock clock = new();
    private readonly Dictionary<long, bool> known = [];
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private Person cleo = null!;
    private long lobby;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(
            services => services.AddSingleton<TimeProvider>(clock),
            [.. TerminalClient.Open, "--Foyer:Sockets:PingSeconds=3600", "--Foyer:Sockets:IdleSeconds=7200"]
        );
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        cleo = await server.RegisterAsync("cleo");
        lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
        await cleo.JoinAsync("lobby");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        ben.Dispose();
        cleo.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Pings_keep_nobody_active_and_any_other_frame_does()
    {
        await using var hers = await WebSocketClient.JoinAsync(ada, lobby);
        await using var his = await WebSocketClient.JoinAsync(ben, lobby);

        clock.Move(TimeSpan.FromMinutes(6));
        await his.SendAsync(new { event_type = "ping" });
        await his.ExpectAsync("pong");
        await hers.SendAsync(new { event_type = "typing_indicator", chat = lobby });
        await his.ExpectAsync("typing_indicator");
        clock.Move(TimeSpan.FromMinutes(6));

        (await AwayAsync(hers, ben)).ShouldBeTrue();
        (await IsAwayAsync("ada")).ShouldBeFalse();
        await his.SendAsync(new { event_type = "typing_indicator", chat = lobby });
        (await AwayAsync(hers, ben)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_client_that_reports_attention_is_believed()
    {
        await using var hers = await WebSocketClient.JoinAsync(ada, lobby);
        await using var his = await WebSocketClient.JoinAsync(ben, lobby);
        await using var third = await WebSocketClient.JoinAsync(cleo, lobby);
        foreach (var wire in new[] { hers, his })
        {
            await wire.SendAsync(new { event_type = "attention", state = "active" });
            await wire.SendAsync(new { event_type = "ping" });
            await wire.ExpectAsync("pong");
        }

        clock.Move(TimeSpan.FromMinutes(11));

        (await AwayAsync(hers, cleo)).ShouldBeTrue();
        clock.Move(TimeSpan.FromMinutes(11));
        await third.SendAsync(new { event_type = "typing_indicator", chat = lobby });
        (await AwayAsync(hers, cleo)).ShouldBeFalse();
        (await IsAwayAsync("ben")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_terminal_is_away_until_it_asks_for_something()
    {
        await using var hers = await WebSocketClient.JoinAsync(ada, lobby);
        await hers.SendAsync(new { event_type = "attention", state = "active" });
        using var terminal = await TerminalClient.SignInAsync(server, "ben", Codec.Json);

        clock.Move(TimeSpan.FromMinutes(11));

        (await AwayAsync(hers, ben)).ShouldBeTrue();
        await terminal.SendAsync(EnvelopeType.System, """{"request":"chats","ref":1}""");
        (await AwayAsync(hers, ben)).ShouldBeFalse();
    }

    /// <summary>Returns once another state of the person is announced than before.</summary>
    private async Task<bool> AwayAsync(WebSocketClient wire, Person person)
    {
        var before = known.GetValueOrDefault(person.Id);
        while (true)
            foreach (var user in (await wire.ExpectAsync("presence")).GetProperty("users").EnumerateArray())
                if (user.Id() == person.Id && user.GetProperty("away").GetBoolean() != before)
                {
                    known[person.Id] = !before;
                    return !before;
                }
    }

    private async Task<bool> IsAwayAsync(string name) =>
        (await ada.GetAsync($"/api/chats/{lobby}/members"))
            .Json.GetProperty("results")
            .EnumerateArray()
            .Single(one => one.GetProperty("username").GetString() == name)
            .GetProperty("away")
            .GetBoolean();

    /// <summary>Time that also passes for code that measures durations.</summary>
    private sealed class MonotonicClock : TimeProvider
    {
        private long moved;

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref moved));

        public override long GetTimestamp() =>
            System.GetTimestamp() + Interlocked.Read(ref moved) * (System.TimestampFrequency / TimeSpan.TicksPerSecond);

        public void Move(TimeSpan by) => Interlocked.Add(ref moved, by.Ticks);
    }
}
