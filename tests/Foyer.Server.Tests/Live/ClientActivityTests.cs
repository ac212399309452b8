using System.Text.Json;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Live;

/// <summary>Whether a person is active: reported by their clients, shown to others, and checked before a push message is sent.</summary>
public abstract class ClientActivityTests(string transport) : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private long lobby;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync(
            $"--Foyer:Http:Transport={transport}",
            "--Foyer:Push:Enabled=true",
            "--Foyer:Test:LocalPush=true"
        );
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        ben.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_left_every_screen_alone_is_away_until_they_touch_one()
    {
        await using var her = await WebSocketClient.JoinAsync(ada, lobby);
        await using var desk = await WebSocketClient.JoinAsync(ben, lobby);
        await using var phone = await WebSocketClient.OpenAsync(ben);

        await TurnAsync(desk, "idle");
        await TurnAsync(phone, "hidden");
        (await MemberAsync("ben")).ShouldBe((true, false), "the phone was at hand a moment ago");
        await TurnAsync(phone, "idle");

        await PresenceAsync(her, (true, true));
        (await MemberAsync("ben")).ShouldBe((true, true));
        await TurnAsync(phone, "active");
        await PresenceAsync(her, (true, false));
        (await MemberAsync("ben")).ShouldBe((true, false));
    }

    [Fact]
    public async Task Coming_with_a_new_screen_ends_it_and_leaving_the_last_touched_one_begins_it()
    {
        await using var her = await WebSocketClient.JoinAsync(ada, lobby);
        await using var desk = await WebSocketClient.JoinAsync(ben, lobby);
        await TurnAsync(desk, "idle");
        await PresenceAsync(her, (true, true));

        await using (await WebSocketClient.OpenAsync(ben))
            await PresenceAsync(her, (true, false));

        await PresenceAsync(her, (true, true));
    }

    [Fact]
    public async Task Who_comes_later_sees_what_the_others_were_told()
    {
        (await ada.PutAsync("/api/friends/ben")).ShouldBe(200);
        (await ben.PutAsync("/api/friends/ada")).ShouldBe(200);
        await using var earlier = await WebSocketClient.JoinAsync(ada, lobby);
        await using var desk = await WebSocketClient.JoinAsync(ben, lobby);
        await TurnAsync(desk, "idle");
        await PresenceAsync(earlier, (true, true));

        await using var her = await WebSocketClient.OpenAsync(ada);
        await her.SendAsync(new { event_type = "join_chat", chat = lobby });

        var shown = (await her.ExpectAsync("online_user_list")).GetProperty("user_list")[0];
        shown.GetProperty("username").GetString().ShouldBe("ben");
        shown.GetProperty("away").GetBoolean().ShouldBeTrue();
        IsAway((await ada.GetAsync("/api/users/ben")).Json).ShouldBeTrue();
        IsAway((await ada.GetAsync("/api/friends")).Json.GetProperty("results")[0]).ShouldBeTrue();
        (await ada.GetAsync($"/rooms/{lobby}")).Text.ShouldContain("presence--away");
        (await ada.GetAsync("/profile/ben")).Text.ShouldContain("presence--away");
        (await ada.GetAsync("/friends")).Text.ShouldContain("presence--away");
        await TurnAsync(desk, "active");
        (await ada.GetAsync($"/rooms/{lobby}")).Text.ShouldNotContain("presence--away");
        await PresenceAsync(her, (true, false));
    }

    [Fact]
    public async Task Whoever_enters_a_room_while_away_is_shown_so()
    {
        await using var her = await WebSocketClient.JoinAsync(ada, lobby);
        await using var desk = await WebSocketClient.OpenAsync(ben);
        await TurnAsync(desk, "idle");

        await desk.SendAsync(new { event_type = "join_chat", chat = lobby });

        var user = (await her.ExpectAsync("connected_user")).GetProperty("user");
        user.GetProperty("username").GetString().ShouldBe("ben");
        user.GetProperty("away").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task The_partner_of_a_conversation_is_told_wherever_they_are()
    {
        (await ada.PostAsync("/api/direct/ben")).ShouldBe(201);
        await using var her = await WebSocketClient.OpenAsync(ada);
        await using var desk = await WebSocketClient.OpenAsync(ben);
        await PresenceAsync(her, (true, false));

        await TurnAsync(desk, "idle");

        await PresenceAsync(her, (true, true));
        (await ada.GetAsync("/chat")).Text.ShouldContain("presence--away");
    }

    [Fact]
    public async Task A_browser_is_called_while_nobody_looks_at_any_page()
    {
        await using var service = await PushReceiver.OpenAsync();
        (await ben.PostAsync("/api/push", service.Subscription)).ShouldBe(201);
        var chat = (await ada.PostAsync("/api/direct/ben")).Json.Id();
        await using var page = await WebSocketClient.JoinAsync(ben, chat);
        await using var other = await WebSocketClient.OpenAsync(ben);

        await TurnAsync(page, "hidden");
        await ada.SayAsync(chat, "while another page is looked at");
        (await page.ExpectAsync("notification")).GetProperty("attended").GetBoolean().ShouldBeTrue();
        await TurnAsync(other, "idle");
        await ada.SayAsync(chat, "while nobody looks");
        (await page.ExpectAsync("notification")).GetProperty("attended").GetBoolean().ShouldBeFalse();
        (await service.NextAsync()).Text.ShouldContain("while nobody looks");
        await TurnAsync(page, "active");
        await ada.SayAsync(chat, "before their eyes");
        await TurnAsync(page, "idle");
        await ada.SayAsync(chat, "after they left");

        (await service.NextAsync()).Text.ShouldContain("after they left");
        (await page.ExpectAsync("notification")).Text().ShouldBe("after they left");
    }

    [Fact]
    public async Task Turning_to_and_fro_is_refused_when_it_is_too_much_and_changes_nothing()
    {
        await using var desk = await WebSocketClient.JoinAsync(ben, lobby);
        await TurnAsync(desk, "idle");

        for (var i = 0; i < 60; i++)
            await desk.SendAsync(new { event_type = "attention", state = i % 2 == 0 ? "active" : "idle" });

        (await desk.RefusedAsync("throttled")).GetProperty("retry_after").GetInt32().ShouldBeGreaterThan(0);
    }

    /// <summary>Returns once the server has taken it.</summary>
    private static async Task TurnAsync(WebSocketClient wire, string state)
    {
        await wire.SendAsync(new { event_type = "attention", state });
        await wire.SendAsync(new { event_type = "ping" });
        await wire.ExpectAsync("pong");
    }

    /// <summary>Returns once a frame announces this state of ben; changes in between may be batched.</summary>
    private async Task PresenceAsync(WebSocketClient wire, (bool Online, bool Away) state)
    {
        while (true)
            foreach (var user in (await wire.ExpectAsync("presence")).GetProperty("users").EnumerateArray())
                if (user.Id() == ben.Id && (user.GetProperty("online").GetBoolean(), IsAway(user)) == state)
                    return;
    }

    private async Task<(bool Online, bool Away)> MemberAsync(string name)
    {
        var members = (await ada.GetAsync($"/api/chats/{lobby}/members")).Json.GetProperty("results");
        var member = members.EnumerateArray().Single(one => one.GetProperty("username").GetString() == name);
        return (member.GetProperty("online").GetBoolean(), IsAway(member));
    }

    private static bool IsAway(JsonElement person) => person.GetProperty("away").GetBoolean();
}

public sealed class LoopAttentionTests() : ClientActivityTests("loop");

public sealed class KestrelAttentionTests() : ClientActivityTests("kestrel");
