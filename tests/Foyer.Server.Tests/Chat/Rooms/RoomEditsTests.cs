using System.Text.Json;
using Foyer.Server.Audit;
using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Chat.Rooms;

public sealed class RoomEditsTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person fay = null!;
    private Person ada = null!;
    private Person ben = null!;
    private Person cleo = null!;
    private long garden;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        fay = await server.RegisterAsync("fay");
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        cleo = await server.RegisterAsync("cleo");
        garden = await ada.JoinAsync("garden");
        await ben.JoinAsync("garden");
        await cleo.JoinAsync("garden");
        await RoleAsync(ben, "moderator");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Members_hear_of_a_new_name_and_topic_wherever_they_look_and_outsiders_do_not()
    {
        using var dora = await server.RegisterAsync("dora");
        await using var here = await WebSocketClient.JoinAsync(cleo, garden);
        await using var elsewhere = await WebSocketClient.OpenAsync(ben);
        await using var outside = await WebSocketClient.OpenAsync(dora);

        var reply = (await ada.PatchAsync($"/api/chats/{garden}", new { name = "Orchard", topic = "Apples" })).ShouldBe(
            200
        );

        reply.Json.GetProperty("name").GetString().ShouldBe("Orchard");
        reply.Json.GetProperty("role").GetString().ShouldBe("owner");
        foreach (var wire in new[] { here, elsewhere })
        {
            var told = await wire.ExpectAsync("chat_updated");
            told.Id().ShouldBe(garden);
            told.GetProperty("chat").GetInt64().ShouldBe(garden);
            told.GetProperty("name").GetString().ShouldBe("Orchard");
            told.GetProperty("topic").GetString().ShouldBe("Apples");
            told.GetProperty("members").GetInt64().ShouldBe(3);
            foreach (
                var own in new[] { "role", "unread", "mentions", "notifications", "partner", "last_message", "deleted" }
            )
                told.TryGetProperty(own, out _).ShouldBeFalse(own);
        }
        (await outside.SoFarAsync()).ShouldNotContain(frame => frame.Type() == "chat_updated");
        (await dora.JoinAsync("ORCHARD")).ShouldBe(garden);
        (await ada.PatchAsync($"/api/chats/{garden}", new { topic = (string?)null })).ShouldBe(200);
        (await ada.GetAsync($"/api/chats/{garden}")).Json.GetProperty("topic").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Many_changes_are_told_at_most_once_a_second()
    {
        await using var wire = await WebSocketClient.OpenAsync(cleo);
        for (var i = 0; i < 20; i++)
            (await ada.PatchAsync($"/api/chats/{garden}", new { topic = $"topic {i}" })).ShouldBe(200);

        var told = 0;
        string topic;
        do
        {
            topic = (await wire.ExpectAsync("chat_updated")).GetProperty("topic").GetString()!;
            told++;
        } while (topic != "topic 19");
        told.ShouldBeLessThan(20);
    }

    [Fact]
    public async Task A_closed_room_is_read_and_not_written_until_it_is_opened_again()
    {
        await using var wire = await WebSocketClient.JoinAsync(cleo, garden);
        (await ben.PatchAsync($"/api/chats/{garden}", new { archived = true }))
            .ShouldBe(200)
            .Json.GetProperty("archived")
            .GetBoolean()
            .ShouldBeTrue();
        (await wire.ExpectAsync("chat_updated")).GetProperty("archived").GetBoolean().ShouldBeTrue();

        (await cleo.PostAsync($"/api/chats/{garden}/messages", new { text = "still?" })).ShouldRefuse(409, "archived");
        await wire.SendAsync(new { event_type = "typing_indicator", chat = garden });
        await wire.RefusedAsync("permission_denied");
        (await cleo.TextsAsync(garden)).Length.ShouldBe(3);
        (await fay.GetAsync("/api/chats?public=true")).Text.ShouldNotContain("garden");

        (await ben.PatchAsync($"/api/chats/{garden}", new { archived = false })).ShouldBe(200);
        await cleo.SayAsync(garden, "again");
        await wire.SendAsync(new { event_type = "typing_indicator", chat = garden });
        (await wire.SoFarAsync()).ShouldNotContain(frame => frame.Type() == "error");
    }

    [Fact]
    public async Task A_deleted_room_is_gone_with_all_that_was_said_and_its_members_are_told()
    {
        var said = await cleo.SayAsync(garden, "an unmistakable word");
        var file = (await cleo.UploadAsync(garden, "a.png", Media.Samples.Png())).ShouldBe(201).Json;
        (
            await cleo.PostAsync(
                $"/api/chats/{garden}/messages",
                new { text = "look", attachments = new[] { file.Id() } }
            )
        ).ShouldBe(201);
        var url = file.GetProperty("url").GetString()!;
        await using var wire = await WebSocketClient.JoinAsync(cleo, garden);
        (await ben.DeleteAsync($"/api/chats/{garden}")).ShouldRefuse(403, "permission_denied");
        (await fay.DeleteAsync($"/api/chats/{garden}")).ShouldRefuse(403, "permission_denied");

        (await ada.DeleteAsync($"/api/chats/{garden}")).ShouldBe(204);

        var told = await wire.ExpectAsync("chat_updated");
        told.Id().ShouldBe(garden);
        told.GetProperty("deleted").GetBoolean().ShouldBeTrue();
        (await cleo.GetAsync($"/api/chats/{garden}")).ShouldRefuse(404, "not_found");
        (await cleo.GetAsync($"/api/messages/{said}")).ShouldRefuse(404, "not_found");
        (await cleo.GetAsync(url)).ShouldBe(404);
        File.Exists(Path.Combine(server.Data, "media", "files", url.Split('/')[^1])).ShouldBeFalse();
        (await cleo.GetAsync("/api/search?q=unmistakable&kind=message"))
            .Json.GetProperty("results")
            .GetArrayLength()
            .ShouldBe(0);
        await wire.SendMessageAsync(garden, "anybody?");
        await wire.RefusedAsync("not_found");
        (await ada.DeleteAsync($"/api/chats/{garden}")).ShouldRefuse(404, "not_found");
        (await ada.JoinAsync("garden")).ShouldNotBe(garden);
    }

    [Fact]
    public async Task Roles_are_given_by_owners_and_told_to_the_one_concerned()
    {
        await using var wire = await WebSocketClient.OpenAsync(cleo);
        var given = (await ada.PatchAsync($"/api/chats/{garden}/members/CLEO", new { role = "moderator" })).ShouldBe(
            200
        );
        given.Json.GetProperty("role").GetString().ShouldBe("moderator");
        (await wire.ExpectAsync("chat_updated")).GetProperty("role").GetString().ShouldBe("moderator");
        (await wire.ExpectAsync("notification")).Text().ShouldBe("You are moderator of garden now.");

        (await cleo.PatchAsync($"/api/chats/{garden}/members/ben", new { role = "member" })).ShouldRefuse(
            403,
            "permission_denied"
        );
        (await ada.PatchAsync($"/api/chats/{garden}/members/ada", new { role = "member" })).ShouldRefuse(
            409,
            "last_owner"
        );
        (await ada.PatchAsync($"/api/chats/{garden}/members/cleo", new { role = "owner" })).ShouldBe(200);
        (await ada.PatchAsync($"/api/chats/{garden}/members/cleo", new { role = "member" })).ShouldRefuse(
            403,
            "permission_denied"
        );
        (await ada.PatchAsync($"/api/chats/{garden}/members/ada", new { role = "member" })).ShouldBe(200);
        (await ada.RoleAsync(garden)).ShouldBe("member");
        (await cleo.PatchAsync($"/api/chats/{garden}/members/nobody", new { role = "member" })).ShouldRefuse(
            404,
            "not_found"
        );
        (await cleo.PatchAsync($"/api/chats/{garden}/members/fay", new { role = "member" })).ShouldRefuse(
            404,
            "not_found"
        );
        (await cleo.PatchAsync($"/api/chats/{garden}/members/ada", new { role = "reader" }))
            .ShouldBe(400)
            .Errors.ShouldBe(["role: invalid"]);
        (await cleo.PatchAsync($"/api/chats/{garden}/members/ada", new { }))
            .ShouldBe(400)
            .Errors.ShouldBe(["role: required"]);
    }

    [Fact]
    public async Task Who_is_put_out_leaves_with_a_line_and_hears_of_it()
    {
        await using var wire = await WebSocketClient.JoinAsync(cleo, garden);
        (await cleo.DeleteAsync($"/api/chats/{garden}/members/ada")).ShouldRefuse(403, "permission_denied");
        (await ben.DeleteAsync($"/api/chats/{garden}/members/ada")).ShouldRefuse(403, "permission_denied");
        (await ben.DeleteAsync($"/api/chats/{garden}/members/nobody")).ShouldBe(204);

        (await ben.DeleteAsync($"/api/chats/{garden}/members/cleo")).ShouldBe(204);
        (await ben.DeleteAsync($"/api/chats/{garden}/members/cleo")).ShouldBe(204);

        (await wire.ExpectAsync("chat_updated")).GetProperty("role").ValueKind.ShouldBe(JsonValueKind.Null);
        (await ada.TextsAsync(garden))[0].ShouldBe("cleo has left the chat");
        (await ada.TextsAsync(garden)).Length.ShouldBe(4);
        (await cleo.RoleAsync(garden)).ShouldBeNull();
        await ada.SayAsync(garden, "between us");
        (await wire.SoFarAsync()).ShouldNotContain(frame =>
            frame.Type() == "chat_message" && frame.ToString().Contains("between")
        );
    }

    [Fact]
    public async Task Who_leaves_hears_on_all_their_screens_that_it_was_they()
    {
        await using var desk = await WebSocketClient.JoinAsync(ben, garden);
        await using var phone = await WebSocketClient.OpenAsync(ben);

        (await ben.PostAsync($"/api/chats/{garden}/leave")).ShouldBe(204);

        foreach (var wire in new[] { desk, phone })
        {
            var told = await wire.ExpectAsync("chat_updated");
            told.GetProperty("role").ValueKind.ShouldBe(JsonValueKind.Null);
            told.GetProperty("left").GetBoolean().ShouldBeTrue();
        }
        await using var hers = await WebSocketClient.OpenAsync(cleo);
        (await ada.DeleteAsync($"/api/chats/{garden}/members/cleo")).ShouldBe(204);
        var put = await hers.ExpectAsync("chat_updated");
        put.GetProperty("role").ValueKind.ShouldBe(JsonValueKind.Null);
        put.TryGetProperty("left", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Who_is_put_out_of_a_private_room_has_no_way_back_and_no_trace_of_its_words()
    {
        var cellar = await ada.MakePrivateRoomAsync("cellar");
        await cleo.PostAsync($"/api/invites/{await ada.InviteAsync(cellar, new { max_uses = 1 })}");
        await ada.SayAsync(cellar, "@cleo the key is under the mat");
        (await cleo.GetAsync("/api/notifications")).Text.ShouldContain("under the mat");

        (await ada.DeleteAsync($"/api/chats/{cellar}/members/cleo")).ShouldBe(204);

        (await cleo.RoleAsync(cellar)).ShouldBe("outsider");
        (await cleo.PostAsync($"/api/chats/{cellar}/join")).ShouldRefuse(404, "not_found");
        (await cleo.GetAsync("/api/notifications")).Text.ShouldNotContain("under the mat");
        (await cleo.GetAsync("/api/search?q=under%20the%20mat&kind=message")).Text.ShouldNotContain("under the mat");
    }

    [Fact]
    public async Task The_longest_serving_moderator_inherits_and_is_told()
    {
        await using var wire = await WebSocketClient.OpenAsync(ben);
        (await ada.DeleteAsync($"/api/chats/{garden}/members/ada")).ShouldBe(204);

        (await wire.ExpectAsync("chat_updated")).GetProperty("role").GetString().ShouldBe("owner");
        (await wire.ExpectAsync("notification")).Text().ShouldBe("You look after garden now.");
        (await ben.PostAsync($"/api/chats/{garden}/leave")).ShouldBe(204);
        (await cleo.RoleAsync(garden)).ShouldBe("owner");
        (await cleo.GetAsync("/api/notifications")).Text.ShouldContain("You look after garden now.");
    }

    [Fact]
    public async Task Members_and_outsiders_change_nothing_and_wrong_words_are_told()
    {
        using var dora = await server.RegisterAsync("dora");
        await dora.JoinAsync("kitchen");
        foreach (var person in new[] { cleo, dora })
            (await person.PatchAsync($"/api/chats/{garden}", new { name = "mine" })).ShouldRefuse(
                403,
                "permission_denied"
            );
        (await ada.PatchAsync($"/api/chats/{garden}", new { name = "KITCHEN" }))
            .ShouldBe(400)
            .Errors.ShouldBe(["name: unique"]);
        (await ada.PatchAsync($"/api/chats/{garden}", new { name = " " }))
            .ShouldBe(400)
            .Errors.ShouldBe(["name: blank"]);
        (await ada.PatchAsync($"/api/chats/{garden}", new { topic = new string('x', 251), archived = "maybe" }))
            .ShouldBe(400)
            .Errors.ShouldBe(["topic: max_length", "archived: invalid"]);
        (await ada.PatchAsync($"/api/chats/{garden}", new { kind = "private" }))
            .ShouldBe(400)
            .Errors.ShouldBe(["kind: invalid"]);
        (await ada.PatchAsync($"/api/chats/{garden}", new { name = "GARDEN" })).ShouldBe(200);
        var direct = (await ada.PostAsync("/api/direct/ben")).Json.Id();
        (await ada.PatchAsync($"/api/chats/{direct}", new { name = "x" })).ShouldRefuse(403, "permission_denied");
        (await ada.DeleteAsync($"/api/chats/{direct}")).ShouldRefuse(403, "permission_denied");
    }

    [Fact]
    public async Task An_admin_of_the_server_moderates_every_open_room_and_the_trail_knows()
    {
        (await fay.PatchAsync($"/api/chats/{garden}", new { topic = "Be kind" })).ShouldBe(200);
        (await fay.DeleteAsync($"/api/chats/{garden}/members/cleo")).ShouldBe(204);
        (await fay.DeleteAsync($"/api/chats/{garden}/members/ada")).ShouldRefuse(403, "permission_denied");
        var cellar = await ada.MakePrivateRoomAsync("cellar");
        (await fay.PatchAsync($"/api/chats/{cellar}", new { topic = "?" })).ShouldRefuse(404, "not_found");

        var trail = await server.Get<AuditLog>().ListAsync(AuditFilter.All, null, 50, CancellationToken.None);
        trail.ShouldContain(line =>
            line.ByName == "fay" && line.Action == "room_change" && line.Detail == "garden: topic"
        );
        trail.ShouldContain(line => line.ByName == "fay" && line.Action == "room_remove" && line.Subject == "cleo");
        trail.ShouldNotContain(line => line.Detail != null && line.Detail.Contains("cellar"));
    }

    private async Task RoleAsync(Person person, string role) =>
        (await ada.PatchAsync($"/api/chats/{garden}/members/{person.Name}", new { role })).ShouldBe(200);
}
