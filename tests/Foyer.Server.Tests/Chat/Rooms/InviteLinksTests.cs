using System.Text.Json;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Chat.Rooms;

public sealed class InviteLinksTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private Person cleo = null!;
    private long cellar;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        cleo = await server.RegisterAsync("cleo");
        cellar = await ada.MakePrivateRoomAsync("cellar");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_link_lets_somebody_in_with_one_line_and_one_use()
    {
        var made = (await ada.PostAsync($"/api/chats/{cellar}/invites", new { expires_in = 3600, max_uses = 2 }))
            .ShouldBe(201)
            .Json;
        var code = made.GetProperty("code").GetString();
        made.GetProperty("url").GetString().ShouldBe($"{server.Address}/join/{code}");
        made.GetProperty("uses").GetInt64().ShouldBe(0);
        code!.Length.ShouldBeGreaterThanOrEqualTo(22);
        (await ben.RoleAsync(cellar)).ShouldBe("outsider");

        var joined = (await ben.PostAsync($"/api/invites/{code}")).ShouldBe(200).Json;
        (await ben.PostAsync($"/api/invites/{code}")).ShouldBe(200);

        joined.Id().ShouldBe(cellar);
        joined.GetProperty("role").GetString().ShouldBe("member");
        joined.GetProperty("unread").GetInt64().ShouldBe(0);
        (await ada.TextsAsync(cellar))[0].ShouldBe("ben has joined the chat");
        (await ada.TextsAsync(cellar)).Length.ShouldBe(2);
        var listed = (await ada.GetAsync($"/api/chats/{cellar}/invites")).Json.GetProperty("results");
        listed[0].GetProperty("uses").GetInt64().ShouldBe(1);
        listed[0].GetProperty("max_uses").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task Of_fifty_at_once_on_a_single_use_link_one_wins()
    {
        var many = new List<Person>();
        foreach (var i in Enumerable.Range(0, 50))
            many.Add(await server.RegisterAsync($"guest{i}"));
        var code = await ada.InviteAsync(cellar, new { max_uses = 1 });

        var replies = await Task.WhenAll(many.Select(person => person.PostAsync($"/api/invites/{code}")));

        replies.Count(reply => reply.Status == 200).ShouldBe(1);
        replies
            .Where(reply => reply.Status != 200)
            .ShouldAllBe(reply => reply.Status == 404 && reply.Code == "not_found");
        (await ada.GetAsync($"/api/chats/{cellar}")).Json.GetProperty("members").GetInt64().ShouldBe(2);
        (await ada.TextsAsync(cellar)).Length.ShouldBe(2);
    }

    [Fact]
    public async Task What_lets_nobody_in_answers_alike_whatever_the_reason()
    {
        var expired = await ada.InviteAsync(cellar, new { expires_in = 60 });
        var revoked = await ada.InviteAsync(cellar);
        var used = await ada.InviteAsync(cellar, new { max_uses = 1 });
        var bound = (await ada.PostAsync($"/api/chats/{cellar}/invites", new { invitee = "cleo" }))
            .ShouldBe(201)
            .Json.GetProperty("code")
            .GetString()!;
        var gone = await ada.InviteAsync(await ada.MakePrivateRoomAsync("attic"));
        (await ada.DeleteAsync($"/api/chats/{cellar + 1}")).ShouldBe(204);
        using var dora = await server.RegisterAsync("dora");
        (await dora.PostAsync($"/api/invites/{used}")).ShouldBe(200);
        (await ada.DeleteAsync($"/api/invites/{revoked}")).ShouldBe(204);
        (await ada.DeleteAsync($"/api/invites/{revoked}")).ShouldBe(204);
        server.Clock.Move(TimeSpan.FromSeconds(61));

        var replies = new List<Reply>();
        foreach (var code in new[] { expired, revoked, used, bound, gone, "nonsense", new string('x', 500) })
            replies.Add(await ben.PostAsync($"/api/invites/{code}"));

        replies.ShouldAllBe(reply => reply.Status == 404);
        replies.Select(reply => reply.Text).Distinct().Count().ShouldBe(1);
        (await ben.RoleAsync(cellar)).ShouldBe("outsider");
        (await ada.GetAsync($"/api/chats/{cellar}/invites"))
            .Json.GetProperty("results")
            .EnumerateArray()
            .Select(one => one.GetProperty("code").GetString())
            .ShouldBe([bound]);
        (await cleo.PostAsync($"/api/invites/{bound}")).ShouldBe(200);
    }

    [Fact]
    public async Task Who_does_not_look_after_the_room_makes_sees_and_revokes_no_link()
    {
        var code = await ada.InviteAsync(cellar);
        (await ben.PostAsync($"/api/chats/{cellar}/invites", new { })).ShouldRefuse(404, "not_found");
        (await ben.GetAsync($"/api/chats/{cellar}/invites")).ShouldRefuse(404, "not_found");
        (await ben.DeleteAsync($"/api/invites/{code}")).ShouldRefuse(403, "permission_denied");
        (await ben.DeleteAsync("/api/invites/nonsense")).ShouldBe(204);

        (await ben.PostAsync($"/api/invites/{code}")).ShouldBe(200);
        (await ben.PostAsync($"/api/chats/{cellar}/invites", new { })).ShouldRefuse(403, "permission_denied");
        (await ben.GetAsync($"/api/chats/{cellar}/invites")).ShouldRefuse(403, "permission_denied");
        (await ben.DeleteAsync($"/api/invites/{code}")).ShouldRefuse(403, "permission_denied");

        (await ada.PatchAsync($"/api/chats/{cellar}/members/ben", new { role = "moderator" })).ShouldBe(200);
        (await ben.PostAsync($"/api/chats/{cellar}/invites", new { })).ShouldBe(201);
        (await ben.DeleteAsync($"/api/invites/{code}")).ShouldBe(204);
        (await cleo.PostAsync($"/api/invites/{code}")).ShouldRefuse(404, "not_found");
        (await server.Stranger().PostAsync($"/api/invites/{code}")).ShouldRefuse(401, "not_authenticated");
    }

    [Theory]
    [InlineData("""{"expires_in":59}""", "expires_in: min_value")]
    [InlineData("""{"expires_in":31536001}""", "expires_in: max_value")]
    [InlineData("""{"expires_in":"soon"}""", "expires_in: invalid")]
    [InlineData("""{"max_uses":0}""", "max_uses: min_value")]
    [InlineData("""{"max_uses":10001}""", "max_uses: max_value")]
    [InlineData("""{"maxUses":[]}""", "max_uses: invalid")]
    public async Task Wrong_limits_are_told(string body, string error)
    {
        (await ada.PostTextAsync($"/api/chats/{cellar}/invites", body)).ShouldBe(400).Errors.ShouldBe([error]);
        (await ada.GetAsync($"/api/chats/{cellar}/invites")).Json.GetProperty("results").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task The_command_invites_one_person_who_is_told_and_nobody_else_can_use_the_link()
    {
        await using var wire = await WebSocketClient.OpenAsync(ben);

        var said = (await ada.PostAsync($"/api/chats/{cellar}/messages", new { text = "/invite ben" })).ShouldBe(200);

        var told = await wire.ExpectAsync("notification");
        told.GetProperty("kind").GetString().ShouldBe("invitation");
        told.GetProperty("chat").ValueKind.ShouldBe(JsonValueKind.Null);
        told.Text().ShouldStartWith("ada invites you to cellar: ");
        var code = told.Text().Split("/join/")[1];
        said.Text.ShouldContain(code);
        (await cleo.PostAsync($"/api/invites/{code}")).ShouldRefuse(404, "not_found");
        (await ben.PostAsync($"/api/invites/{code}")).ShouldBe(200);
        (await ada.PostAsync($"/api/chats/{cellar}/messages", new { text = "/invite ben" })).ShouldRefuse(
            409,
            "already_a_member"
        );
        (await ada.PostAsync($"/api/chats/{cellar}/messages", new { text = "/invite nobody" })).ShouldRefuse(
            404,
            "user_not_found"
        );
        (await ben.PostAsync($"/api/chats/{cellar}/messages", new { text = "/invite cleo" })).ShouldRefuse(
            403,
            "permission_denied"
        );
    }

    [Fact]
    public async Task Into_an_open_room_whoever_is_in_it_may_invite_and_into_a_closed_one_nobody_comes()
    {
        var lobby = await ada.JoinAsync("lobby");
        (await ben.PostAsync($"/api/chats/{lobby}/invites", new { })).ShouldRefuse(403, "not_a_member");
        await ben.JoinAsync("lobby");
        var code = await ben.InviteAsync(lobby, new { max_uses = 1 });
        (await ben.GetAsync($"/api/chats/{lobby}/invites")).Json.GetProperty("results").GetArrayLength().ShouldBe(1);

        (await ada.PatchAsync($"/api/chats/{lobby}", new { archived = true })).ShouldBe(200);
        (await cleo.PostAsync($"/api/invites/{code}")).ShouldRefuse(409, "archived");
        (await ben.PostAsync($"/api/chats/{lobby}/invites", new { })).ShouldRefuse(409, "archived");
        (await ada.PatchAsync($"/api/chats/{lobby}", new { archived = false })).ShouldBe(200);
        (await cleo.PostAsync($"/api/invites/{code}")).ShouldBe(200);

        var direct = (await ada.PostAsync("/api/direct/ben")).Json.Id();
        (await ada.PostAsync($"/api/chats/{direct}/invites", new { })).ShouldRefuse(403, "permission_denied");
    }
}
