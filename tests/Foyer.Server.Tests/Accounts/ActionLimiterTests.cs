using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Accounts;

public sealed class ActionLimiterTests
{
    [Fact]
    public async Task Whatever_others_are_told_of_costs_of_one_budget_and_is_not_done_without_it()
    {
        await using var server = await TestServer.StartAsync(
            UnlimitedActions.Use,
            "--Foyer:Limits:MessagesPerSecond=1",
            "--Foyer:Limits:MessageBurst=3"
        );
        using var ada = await server.RegisterAsync("ada");
        using var ben = await server.RegisterAsync("ben");
        var other = await ben.JoinAsync("attic");
        var chat = await ada.JoinAsync("den");
        var message = await ada.SayAsync(chat, "hello");
        (await ada.PutAsync($"/api/messages/{message}/pin")).ShouldBe(200);
        var date = server.Clock.GetUtcNow().AddDays(7).ToString("yyyy-MM-dd");

        Reply[] replies =
        [
            await ada.PostAsync($"/api/chats/{chat}/messages", new { text = "more" }),
            await ada.PatchAsync($"/api/messages/{message}", new { text = "other words" }),
            await ada.DeleteAsync($"/api/messages/{message}"),
            await ada.DeleteAsync($"/api/messages/{message}/pin"),
            await ada.PutAsync($"/api/messages/{message}/pin"),
            await ada.PutAsync($"/api/messages/{message}/reactions/{Uri.EscapeDataString("👍")}"),
            await ada.PostAsync("/api/chats/join", new { name = "cellar" }),
            await ada.PostAsync($"/api/chats/{other}/join"),
            await ada.PostAsync("/api/chats", new { name = "study", kind = "private" }),
            await ada.PostAsync($"/api/chats/{chat}/invites", new { }),
            await ada.PostAsync("/api/direct/ben"),
            await ada.PutAsync("/api/friends/ben"),
            await ada.PostAsync(
                "/api/events",
                new
                {
                    title = "Picnic",
                    description = "Bring bread.",
                    date,
                    visibility = "public",
                }
            ),
            await ada.PostAsync($"/api/chats/{chat}/messages", new { text = "/who" }),
        ];

        foreach (var reply in replies)
            reply.ShouldRefuse(429, "throttled");
        (await ada.TextsAsync(chat)).ShouldContain("hello");
        (await ada.RoleAsync(other)).ShouldBeNull();
        (await ada.PostAsync($"/api/chats/{chat}/leave")).ShouldBe(204);
        (await ben.SayAsync(other, "not mine to pay")).ShouldBeGreaterThan(message);
    }
}
