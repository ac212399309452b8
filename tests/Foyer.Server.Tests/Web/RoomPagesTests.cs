using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Media;

namespace Foyer.Server.Tests.Web;

/// <summary>Private rooms, invite links and a room's settings, as a browser without scripts uses them.</summary>
public sealed class RoomPagesTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync("--Foyer:Limits:MessagesPerSecond=0");
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task A_private_room_is_made_invited_into_and_joined_by_its_link()
    {
        (await PostAsync(ada, "/room", "Make", ("name", "cellar"))).ShouldBe(302);
        var room = (await ada.GetAsync("/api/chats")).Json.GetProperty("results")[0].Id();
        (await ada.GetAsync($"/rooms/{room}")).Text.ShouldContain($"href=\"/rooms/{room}/settings\"");
        (await PostAsync(ada, $"/rooms/{room}/settings", "Invite", ("expires_in", "3600"), ("max_uses", "1"))).ShouldBe(
            302
        );
        var page = (await ada.GetAsync($"/rooms/{room}/settings")).ShouldBe(200).Text;
        var code = page[(page.IndexOf("/join/") + 6)..][..22];

        (await server.Stranger().GetAsync($"/join/{code}"))
            .ShouldBe(302)
            .Headers.Location!.OriginalString.ShouldBe($"/login?returnUrl=%2Fjoin%2F{code}");
        (await ben.GetAsync($"/join/{code}")).ShouldBe(200).Text.ShouldContain("cellar");
        var joined = (await PostAsync(ben, $"/join/{code}", "")).ShouldBe(302);
        joined.Headers.Location!.OriginalString.ShouldBe($"/rooms/{room}");
        (await ben.GetAsync($"/join/{code}")).ShouldBe(404);
        (await ben.GetAsync("/join/nonsense")).ShouldBe(404).Text.ShouldContain("unknown, expired or used up");

        (await PostAsync(ada, $"/rooms/{room}/settings", "InvitePerson", ("invitee", "nobody")))
            .ShouldBe(404)
            .Text.ShouldContain("There is no such user.");
    }

    /// <summary>tests/web/uploads.test.js asks the script for the same sizes.</summary>
    [Theory]
    [InlineData(4000, 3000, 416, 312)]
    [InlineData(100, 3200, 10, 320)]
    [InlineData(1, 20_000, 1, 320)]
    [InlineData(20_000, 1, 416, 1)]
    [InlineData(64, 48, 64, 48)]
    public async Task A_picture_gets_a_place_within_both_bounds(int width, int height, int shownWidth, int shownHeight)
    {
        var room = await ada.JoinAsync("gallery");
        var picture = (await ada.UploadAsync(room, "shape.png", Samples.Png(width, height))).ShouldBe(201).Json.Id();
        (
            await ada.PostAsync($"/api/chats/{room}/messages", new { text = "", attachments = (long[])[picture] })
        ).ShouldBe(201);

        (await ada.GetAsync($"/rooms/{room}")).Text.ShouldContain($"width=\"{shownWidth}\" height=\"{shownHeight}\"");
    }

    [Fact]
    public async Task Who_looks_after_a_room_changes_it_and_its_members_and_others_see_what_is_theirs()
    {
        var room = await ada.JoinAsync("garden");
        await ben.JoinAsync("garden");
        var path = $"/rooms/{room}/settings";
        (await ben.GetAsync(path)).ShouldBe(200).Text.ShouldNotContain("handler=Change");

        (await PostAsync(ada, path, "Change", ("name", "Orchard"), ("topic", "Apples & pears"))).ShouldBe(302);
        (await ada.GetAsync(path)).Text.ShouldContain("Apples &amp; pears");
        (await PostAsync(ada, path, "Change", ("name", ""), ("topic", "kept")))
            .ShouldBe(400)
            .Text.ShouldContain("value=\"kept\"");
        (await PostAsync(ada, path, "Role", ("member", "ben"), ("role", "moderator"))).ShouldBe(302);
        (await ben.RoleAsync(room)).ShouldBe("moderator");
        (await PostAsync(ben, path, "Level", ("level", "mentions"), ("mute", "1"))).ShouldBe(302);
        var mine = (await ben.GetAsync($"/api/chats/{room}")).Json;
        mine.GetProperty("notifications").GetString().ShouldBe("mentions");
        mine.GetProperty("mute_until").GetString().ShouldNotBeNull();
        (await PostAsync(ben, path, "Level", ("level", "all"), ("mute", "keep"))).ShouldBe(302);
        (await ben.GetAsync($"/api/chats/{room}"))
            .Json.GetProperty("mute_until")
            .GetString()
            .ShouldBe(mine.GetProperty("mute_until").GetString());
        (await PostAsync(ada, path, "Remove", ("member", "ben"))).ShouldBe(302);
        (await ben.RoleAsync(room)).ShouldBeNull();
        (await PostAsync(ada, path, "Archive", ("archived", "true"))).ShouldBe(302);
        (await ada.GetAsync($"/rooms/{room}")).Text.ShouldContain("This room is closed");
        (await PostAsync(ada, path, "Delete")).ShouldBe(302).Headers.Location!.OriginalString.ShouldBe("/room");
        (await ada.GetAsync(path)).ShouldBe(404);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(5, false)]
    [InlineData(45, true)]
    [InlineData(140, true)]
    public async Task A_room_opens_around_the_first_unread_message_however_much_is_unread(int unread, bool goesOn)
    {
        var room = await ada.JoinAsync("long");
        await FillAsync(room, "read", 50);
        await ben.JoinAsync("long");
        await FillAsync(room, "unread", unread);

        var page = (await ben.GetAsync($"/rooms/{room}")).ShouldBe(200).Text;

        page.Contains("data-key=\"new\"").ShouldBe(unread > 0);
        page.Contains($"\"unread\":{unread},").ShouldBeTrue();
        page.Contains("Newer messages").ShouldBe(goesOn);
        if (unread > 0)
            page.ShouldContain("unread 001");
        if (!goesOn)
            return;
        page.ShouldNotContain($"unread {unread:000}");
        var newer = page[(page.IndexOf("?after=") + 1)..].Split('"')[0];
        (await ben.GetAsync($"/rooms/{room}?{newer}")).ShouldBe(200).Text.ShouldContain("unread 031");
        var latest = (await ben.GetAsync($"/rooms/{room}?latest=true")).ShouldBe(200).Text;
        latest.ShouldContain($"unread {unread:000}");
        latest.ShouldNotContain("Newer messages");
    }

    [Fact]
    public async Task Own_messages_and_status_lines_before_the_first_unread_one_do_not_hide_it()
    {
        var room = await ada.JoinAsync("long");
        await ben.JoinAsync("long");
        for (var i = 0; i < 50; i++)
            await ben.SayAsync(room, $"mine {i}");
        await FillAsync(room, "unread", 45);

        var page = (await ben.GetAsync($"/rooms/{room}")).ShouldBe(200).Text;

        page.ShouldContain("data-key=\"new\"");
        page.ShouldContain("mine 49");
        page.ShouldContain("unread 001");
    }

    private async Task FillAsync(long room, string words, int count)
    {
        for (var i = 1; i <= count; i++)
            await ada.SayAsync(room, $"{words} {i:000}");
    }

    [Fact]
    public async Task The_settings_of_notifications_are_kept()
    {
        using var post = new TestMailServer();
        await using var mailing = await TestServer.StartAsync([.. post.Settings, "--Foyer:Push:Enabled=true"]);
        using var cleo = mailing.Stranger();
        await cleo.RegisterAsync("cleo");
        (await cleo.PostAsync("/api/confirm", new { hash = (await post.NextAsync()).Hash })).ShouldBe(204);
        await cleo.SignInAsync();
        (await cleo.GetAsync("/settings/notifications")).ShouldBe(200).Text.ShouldContain("<push-switch");

        (await PostAsync(cleo, "/settings/notifications", "")).ShouldBe(302);
        (await cleo.GetAsync("/api/users/me")).Json.GetProperty("mail_missed").GetBoolean().ShouldBeFalse();
        (await PostAsync(cleo, "/settings/notifications", "", ("mail_missed", "true"))).ShouldBe(302);
        (await cleo.GetAsync("/api/users/me")).Json.GetProperty("mail_missed").GetBoolean().ShouldBeTrue();
        (await ada.GetAsync("/settings/notifications")).ShouldBe(200).Text.ShouldContain("This server sends no mail.");
    }

    private static async Task<Reply> PostAsync(
        Person person,
        string path,
        string handler,
        params (string Name, string Value)[] fields
    )
    {
        const string Mark = "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"";
        var page = (await person.GetAsync(path)).ShouldBe(200).Text;
        var start = page.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        start.ShouldBeGreaterThan(Mark.Length);
        var form = fields.Append(("__RequestVerificationToken", page[start..page.IndexOf('"', start)]));
        return await person.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, handler.Length == 0 ? path : $"{path}?handler={handler}")
            {
                Content = new FormUrlEncodedContent(
                    form.Select(field => KeyValuePair.Create(field.Item1, field.Item2))
                ),
            }
        );
    }
}
