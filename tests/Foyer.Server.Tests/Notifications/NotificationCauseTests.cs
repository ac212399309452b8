using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Notifications;

/// <summary>An unread notification disappears with its cause, from the list, the count and the open pages.</summary>
public sealed class NotificationCauseTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private Person cleo = null!;
    private long lobby;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync("--Foyer:TimeZone=UTC", "--Foyer:Events:OfferHours=1");
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        cleo = await server.RegisterAsync("cleo");
        lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
    }

    public async ValueTask DisposeAsync()
    {
        ada.Dispose();
        ben.Dispose();
        cleo.Dispose();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("mention deleted")]
    [InlineData("mention edited out")]
    [InlineData("mention read")]
    [InlineData("reply deleted")]
    [InlineData("direct message deleted")]
    [InlineData("friend request accepted")]
    [InlineData("friend request declined")]
    [InlineData("friend request withdrawn")]
    [InlineData("invitation accepted")]
    [InlineData("invitation declined")]
    [InlineData("offer accepted")]
    [InlineData("offer declined")]
    public async Task The_notification_goes_with_its_cause(string cause)
    {
        await using var wire = await WebSocketClient.OpenAsync(ben);
        var end = await CauseAsync(cause);
        var (kind, before) = (cause.Split(' ')[0], await WaitingAsync());
        before.ShouldContain(one => one.StartsWith(kind, StringComparison.Ordinal));

        await end();

        (await WaitingAsync()).ShouldBe(before.Where(one => !one.StartsWith(kind, StringComparison.Ordinal)));
        (await ben.GetAsync("/api/notifications/unread"))
            .Json.GetProperty("unread")
            .GetInt32()
            .ShouldBe(before.Count - 1);
        await wire.ExpectAsync(cause == "mention read" ? "read" : "inbox_changed");
    }

    [Fact]
    public async Task An_expired_offer_and_an_event_that_was_cancelled_leave_only_the_news_of_it()
    {
        await CauseAsync("offer accepted");
        (await WaitingAsync()).ShouldContain("offer");

        server.Clock.Move(TimeSpan.FromHours(2));

        (await WaitingAsync()).ShouldNotContain("offer");

        var id = await PlanAsync();
        (await ada.PostAsync($"/api/events/{id}/invitations", new { invitee = "ben" })).ShouldBe(201);
        (await WaitingAsync()).ShouldContain("invitation");
        var today = server.Clock.GetUtcNow();
        await MoveAsync(today, "00:00", 1440);
        (await WaitingAsync()).ShouldNotContain("invitation");
        await MoveAsync(today.AddDays(7), "19:00", 180);
        (await WaitingAsync()).ShouldContain("invitation");
        (await ada.PostAsync($"/api/events/{id}/cancel")).ShouldBe(204);
        (await WaitingAsync()).ShouldNotContain("invitation");
        (await WaitingAsync()).ShouldContain("event_cancelled");

        async Task MoveAsync(DateTimeOffset day, string time, int duration_minutes) =>
            (
                await ada.PatchAsync(
                    $"/api/events/{id}",
                    new
                    {
                        date = day.ToString("yyyy-MM-dd"),
                        time,
                        duration_minutes,
                        time_zone = "UTC",
                    }
                )
            ).ShouldBe(200);
    }

    [Fact]
    public async Task Home_says_what_the_list_below_it_says()
    {
        (await ben.GetAsync("/")).Text.ShouldContain("all caught up");

        (await ada.PutAsync("/api/friends/ben")).ShouldBe(200);

        var home = (await ben.GetAsync("/")).Text;
        home.ShouldContain("requests to answer");
        home.ShouldNotContain("all caught up");
    }

    /// <summary>Lets ben have a notification; returns what ends its cause.</summary>
    private async Task<Func<Task>> CauseAsync(string cause)
    {
        switch (cause)
        {
            case "mention deleted":
                var mention = await ada.SayAsync(lobby, "hello @ben");
                return async () => (await ada.DeleteAsync($"/api/messages/{mention}")).ShouldBe(204);
            case "mention edited out":
                var edited = await ada.SayAsync(lobby, "hello @ben");
                return async () =>
                    (await ada.PatchAsync($"/api/messages/{edited}", new { text = "hello" })).ShouldBe(200);
            case "mention read":
                var read = await ada.SayAsync(lobby, "hello @ben");
                return async () =>
                    (await ben.PutAsync($"/api/chats/{lobby}/read", new { message = read })).ShouldBe(200);
            case "reply deleted":
                var quoted = await ben.SayAsync(lobby, "who brings bread?");
                var reply = await ada.PostAsync(
                    $"/api/chats/{lobby}/messages",
                    new { text = "I do", reply_to = quoted }
                );
                return async () => (await ada.DeleteAsync($"/api/messages/{reply.Json.Id()}")).ShouldBe(204);
            case "direct message deleted":
                var chat = (await ada.PostAsync("/api/direct/ben")).Json.Id();
                var direct = await ada.SayAsync(chat, "hello");
                return async () => (await ada.DeleteAsync($"/api/messages/{direct}")).ShouldBe(204);
            case "friend request accepted":
                (await ada.PutAsync("/api/friends/ben")).ShouldBe(200);
                return async () => (await ben.PutAsync("/api/friends/ada")).ShouldBe(200);
            case "friend request declined":
                (await ada.PutAsync("/api/friends/ben")).ShouldBe(200);
                return async () => (await ben.DeleteAsync("/api/friends/ada")).ShouldBe(204);
            case "friend request withdrawn":
                (await ada.PutAsync("/api/friends/ben")).ShouldBe(200);
                return async () => (await ada.DeleteAsync("/api/friends/ben")).ShouldBe(204);
            case "invitation accepted" or "invitation declined":
                var id = await PlanAsync();
                (await ada.PostAsync($"/api/events/{id}/invitations", new { invitee = "ben" })).ShouldBe(201);
                return () => EndAsync(id, cause.EndsWith("accepted", StringComparison.Ordinal));
            default:
                var full = await PlanAsync();
                (await cleo.PutAsync($"/api/events/{full}/booking")).ShouldBe(200);
                (await ben.PutAsync($"/api/events/{full}/booking", new { waitlist = true })).ShouldBe(200);
                (await cleo.DeleteAsync($"/api/events/{full}/booking")).ShouldBe(204);
                return () => EndAsync(full, cause.EndsWith("accepted", StringComparison.Ordinal));
        }
    }

    private async Task EndAsync(string id, bool accept)
    {
        if (accept)
            (await ben.PutAsync($"/api/events/{id}/booking")).ShouldBe(200);
        else
            (await ben.DeleteAsync($"/api/events/{id}/booking")).ShouldBe(204);
    }

    private async Task<string> PlanAsync() => (
            await ada.PostAsync(
                "/api/events",
                new
                {
                    title = "Courtyard cinema",
                    description = "Bring a blanket.",
                    date = server.Clock.GetUtcNow().AddDays(7).ToString("yyyy-MM-dd"),
                    time = "19:00",
                    visibility = "public",
                    maximum_attendees = 1,
                }
            )
        ).ShouldBe(201).Json.GetProperty("id").GetString()!;

    /// <summary>The kinds of ben's unread notifications, an offer by its first word.</summary>
    private async Task<IReadOnlyList<string>> WaitingAsync() =>
        [
            .. (await ben.GetAsync("/api/notifications"))
                .Json.GetProperty("results")
                .EnumerateArray()
                .Where(one => !one.GetProperty("read").GetBoolean())
                .Select(one => one.GetProperty("kind").GetString()!)
                .Select(kind => kind == "waitlist_offer" ? "offer" : kind),
        ];
}
