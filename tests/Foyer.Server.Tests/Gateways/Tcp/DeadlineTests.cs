using Foyer.Protocol.Envelopes;
using Foyer.Server.Gateways.Tcp;
using Foyer.Server.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Foyer.Server.Tests.Gateways.Tcp;

/// <summary>A connection that does not sign in is closed after a while.</summary>
public sealed class DeadlineTests
{
    [Fact]
    public async Task Sixty_seconds_of_silence_before_sign_in_close_the_connection()
    {
        var clock = new TimerClock();
        await using var server = await StartAsync(clock);
        using var terminal = await TerminalClient.ConnectAsync(server);
        await terminal.GreetAsync();
        clock.Move(TimeSpan.FromSeconds(59));
        await terminal.LoginAsync("username", "");
        (await terminal.FailureAsync()).ShouldBe(["blank"]);
        clock.Move(TimeSpan.FromSeconds(59));
        await terminal.LoginAsync("username", "");
        (await terminal.FailureAsync()).ShouldBe(["blank"]);
        clock.Move(TimeSpan.FromSeconds(60));
        (await terminal.FailureAsync()).ShouldBe(["timeout"]);
        await terminal.ShouldBeClosedAsync();
    }

    [Fact]
    public async Task A_byte_a_second_does_not_last_longer_than_180_seconds()
    {
        var clock = new TimerClock();
        await using var server = await StartAsync(clock);
        using var terminal = await TerminalClient.ConnectAsync(server);
        await terminal.GreetAsync();
        await terminal.SendRawAsync([0, 0, 15, 255, (byte)'J']);
        for (var second = 0; second < 180; second++)
        {
            await TrySendAsync(terminal);
            clock.Move(TimeSpan.FromSeconds(1));
        }
        (await terminal.FailureAsync()).ShouldBe(["timeout"]);
        await terminal.ShouldBeClosedAsync();
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 0, 1, 0, (byte)'J', (byte)'{' })]
    public async Task Five_hundred_half_open_connections_do_not_keep_a_person_out(byte[] begun)
    {
        await using var server = await StartAsync(new TimerClock());
        using var ada = await server.RegisterAsync("ada");
        var chat = await ada.JoinAsync("den");
        var silent = new List<TerminalClient>();
        for (var i = 0; i < 500; i++)
        {
            silent.Add(await TerminalClient.ConnectAsync(server));
            await silent[^1].SendRawAsync(begun);
        }
        foreach (var one in silent)
            (await one.ReadAsync()).Type.ShouldBe(EnvelopeType.Version);
        server.Get<PendingSignIns>().Count.ShouldBe(500);

        using var terminal = await TerminalClient.SignInAsync(server, "ada");
        await terminal.SendEventAsync(new { event_type = "join_chat", chat });
        await terminal.EventAsync("online_user_list");
        await terminal.SayAsync(chat, "Served", "s1");
        await terminal.MessageAsync("Served");
        (await terminal.GetAsync("chats")).GetProperty("results").GetArrayLength().ShouldBe(1);

        // All that came while each of them still kept its place.
        server.Get<PendingSignIns>().Count.ShouldBe(500);
        silent.ForEach(one => one.Dispose());
    }

    [Fact]
    public async Task Whoever_has_signed_in_or_gone_waits_no_more()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var terminal = await TerminalClient.SignInAsync(server, "ada");
        server.Get<PendingSignIns>().Count.ShouldBe(0);
        using var wrong = await TerminalClient.ConnectAsync(server);
        await wrong.SendRawAsync([0, 0, 0, 0]);
        await wrong.ShouldBeClosedAsync();
        server.Get<PendingSignIns>().Count.ShouldBe(0);
    }

    [Fact]
    public async Task When_too_many_wait_the_oldest_one_makes_room()
    {
        await using var server = await TestServer.StartAsync(TerminalClient.Open);
        using var ada = await server.RegisterAsync("ada");
        using var first = await TerminalClient.ConnectAsync(server);
        await first.GreetAsync();
        var rest = new List<TerminalClient>();
        for (var i = 0; i < PendingSignIns.Most; i++)
            rest.Add(await TerminalClient.ConnectAsync(server));
        await first.ShouldBeClosedAsync();
        rest.ForEach(one => one.Dispose());
    }

    private static async Task TrySendAsync(TerminalClient terminal)
    {
        try
        {
            await terminal.SendRawAsync([(byte)' ']);
        }
        catch (IOException)
        {
            // Closed already, which the reading will show.
        }
    }

    private static Task<TestServer> StartAsync(TimerClock clock) =>
        TestServer.StartAsync(services => services.AddSingleton<TimeProvider>(clock), TerminalClient.Open);
}
