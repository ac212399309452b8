using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Moderation;

public sealed class ReportsTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private long room;
    private long message;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        room = await ada.JoinAsync("lobby");
        message = await ada.SayAsync(room, "Buy my watches");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_report_waits_in_the_queue_with_the_message_until_it_is_ended()
    {
        var made = (await ben.PostAsync($"/api/messages/{message}/report", new { reason = "Advertising" }))
            .ShouldBe(201)
            .Json;
        (await ben.PostAsync($"/api/messages/{message}/report", new { reason = "Again" }))
            .ShouldBe(200)
            .Json.GetProperty("id")
            .GetInt64()
            .ShouldBe(made.GetProperty("id").GetInt64());

        var queue = (await ada.GetAsync("/api/admin/reports?status=open")).ShouldBe(200).Json.GetProperty("results");
        queue.GetArrayLength().ShouldBe(1);
        queue[0].GetProperty("reason").GetString().ShouldBe("Advertising");
        queue[0].GetProperty("message").GetProperty("text").GetString().ShouldBe("Buy my watches");

        var id = queue[0].GetProperty("id").GetInt64();
        (await ada.PatchAsync($"/api/admin/reports/{id}", new { status = "resolved", note = "Thank you" }))
            .ShouldBe(200)
            .Json.GetProperty("closed_by")
            .GetString()
            .ShouldBe("ada");
        (await ada.GetAsync("/api/admin/reports?status=open")).Json.GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Who_reported_is_told_the_outcome_once_for_each()
    {
        await using var wire = await WebSocketClient.OpenAsync(ben);
        var id = (await ben.PostAsync($"/api/messages/{message}/report", new { reason = "Advertising" })).Json.Id();

        foreach (var status in new[] { "resolved", "resolved", "open", "dismissed" })
            (await ada.PatchAsync($"/api/admin/reports/{id}", new { status, note = "Thank you" })).ShouldBe(200);

        var told = await wire.ExpectAsync("notification");
        told.GetProperty("kind").GetString().ShouldBe("moderation");
        told.Text().ShouldBe("A moderator has dealt with the message you reported. Thank you");
        told.GetProperty("from").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var inbox = (await ben.GetAsync("/api/notifications")).Json.GetProperty("results");
        inbox.GetArrayLength().ShouldBe(2);
        inbox[0].Text().ShouldStartWith("A moderator looked at the message you reported and let it stand.");
        (await ada.GetAsync("/api/notifications")).Json.GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_text_of_a_reported_message_goes_when_it_is_deleted()
    {
        await ben.PostAsync($"/api/messages/{message}/report", new { reason = "Advertising" });
        await ada.DeleteAsync($"/api/messages/{message}");

        (await ada.GetAsync("/api/admin/reports")).Text.ShouldNotContain("watches");
        (await ben.PostAsync($"/api/messages/{message}/report", new { reason = "Late" })).ShouldRefuse(
            409,
            "message_deleted"
        );
    }

    [Fact]
    public async Task Only_moderators_see_and_end_reports()
    {
        await ben.PostAsync($"/api/messages/{message}/report", new { reason = "Advertising" });

        (await ben.GetAsync("/api/admin/reports")).ShouldRefuse(403, "permission_denied");
        (await ben.PatchAsync("/api/admin/reports/1", new { status = "dismissed" })).ShouldRefuse(
            403,
            "permission_denied"
        );
        (await ada.PatchAsync("/api/admin/reports/99", new { status = "dismissed" })).ShouldRefuse(404, "not_found");
        (await ada.PatchAsync("/api/admin/reports/1", new { status = "burnt" })).ShouldRefuse(400, "invalid");
    }

    [Fact]
    public async Task What_one_may_not_see_cannot_be_reported_nor_ones_own_words()
    {
        var secret = await ada.MakePrivateRoomAsync("secret");
        var hidden = await ada.SayAsync(secret, "Hush");

        (await ben.PostAsync($"/api/messages/{hidden}/report", new { reason = "?" })).ShouldRefuse(404, "not_found");
        (await ada.PostAsync($"/api/messages/{message}/report", new { reason = "?" })).ShouldRefuse(
            403,
            "permission_denied"
        );
        (await ben.PostAsync($"/api/messages/{message}/report")).ShouldRefuse(400, "required");
    }
}
