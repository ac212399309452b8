using Foyer.Server.Tests.Fixtures;

namespace Foyer.Server.Tests.Web;

/// <summary>The pages of those who keep order, and of search, as a browser without scripts uses them.</summary>
public sealed class AdminPageTests : IAsyncLifetime
{
    private static readonly string[] Sections =
    [
        "/admin",
        "/admin/rooms",
        "/admin/events",
        "/admin/reports",
        "/admin/audit",
    ];

    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private long lobby;

    public async ValueTask InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_page_of_the_house_is_not_there_for_members_and_whole_for_the_owner()
    {
        (await ben.GetAsync("/admin")).ShouldBe(404);

        foreach (var path in Sections)
        {
            (await ben.GetAsync(path)).ShouldBe(404);
            (await ada.GetAsync(path))
                .ShouldBe(200)
                .Text.ShouldContain($"<a class=\"tabs__tab\" href=\"{path}\" aria-current=\"page\"");
        }
        (await ada.GetAsync("/room")).Text.ShouldContain("href=\"/admin\"");
        (await ben.GetAsync("/room")).Text.ShouldNotContain("href=\"/admin\"");
    }

    [Fact]
    public async Task A_moderator_sees_no_audit_trail_and_no_ban()
    {
        var cleo = await server.RegisterAsync("cleo");
        await server.GrantAsync(cleo, "moderator");

        var page = (await cleo.GetAsync("/admin")).ShouldBe(200).Text;

        page.ShouldContain("Kick ben");
        page.ShouldNotContain("Kick ada");
        page.ShouldNotContain("/admin/audit");
        page.ShouldNotContain("Ban ben");
        (await cleo.GetAsync("/admin/audit")).ShouldBe(404);
        (await cleo.GetAsync("/admin/users/ben")).ShouldBe(200).Text.ShouldNotContain("Sessions");
    }

    [Fact]
    public async Task A_ban_by_the_page_is_the_same_ban()
    {
        (await ada.FillInAsync("/admin?handler=Ban", ("username", "ben"))).ShouldBe(302);

        (await ben.GetAsync("/api/chats")).ShouldRefuse(401, "not_authenticated");
        (await ada.GetAsync("/admin")).Text.ShouldContain("Unban ben");
        (await ada.FillInAsync("/admin?handler=Ban", ("username", "ada")))
            .ShouldBe(409)
            .Text.ShouldContain("The server needs an owner");
    }

    [Theory]
    [InlineData("Ban")]
    [InlineData("Kick")]
    public async Task A_reason_that_cannot_be_stored_comes_back_with_what_is_wrong_and_does_nothing(string verb)
    {
        var reason = new string('r', 501);

        var page = await ada.FillInAsync($"/admin?handler={verb}", ("username", "ben"), ("reason", reason));

        page.ShouldBe(400).Text.ShouldContain($"value=\"{reason}\"");
        page.Text.ShouldContain("Ensure this field has no more than 500 characters.");
        (await ben.GetAsync("/api/chats")).ShouldBe(200);
    }

    [Fact]
    public async Task The_health_of_the_server_is_told_in_figures()
    {
        var page = (await ada.GetAsync("/admin")).ShouldBe(200).Text;

        page.ShouldContain("Everything is working.");
        foreach (
            var fact in new[] { "Connections", "Storing", "Memory", "Writes waiting", "Disk free", "Mails waiting" }
        )
            page.ShouldContain(fact);
        page.ShouldContain("sqlite 3.");
        page.ShouldContain("<polyline class=\"plot__line\" points=\"0.0,");
    }

    [Fact]
    public async Task A_persons_page_shows_their_sessions_and_ends_them_all()
    {
        var page = (await ada.GetAsync("/admin/users/ben")).ShouldBe(200).Text;
        page.ShouldContain("Test/1.0");
        page.ShouldContain("Ban ben");

        (await ada.FillInAsync("/admin/users/ben?handler=SignOut")).ShouldBe(302);

        (await ben.GetAsync("/api/chats")).ShouldRefuse(401, "not_authenticated");
        (await ada.GetAsync("/admin/users/ben")).Text.ShouldContain("not signed in anywhere");
        (await ada.GetAsync("/admin/users/nobody")).ShouldBe(404);
        (await ada.FillInAsync("/admin/users/ada?handler=SignOut")).ShouldBe(403);
        (await ada.GetAsync("/api/chats")).ShouldBe(200);
    }

    [Fact]
    public async Task A_kick_takes_seconds_and_a_reason_and_comes_back_to_where_it_was_given()
    {
        var done = await ada.FillInAsync(
            "/admin?handler=Kick",
            ("username", "ben"),
            ("seconds", "60"),
            ("reason", "Shouting"),
            ("returnUrl", "/admin/users/ben")
        );

        done.ShouldBe(302);
        done.Headers.Location!.ToString().ShouldBe("/admin/users/ben");
        (await ben.GetAsync("/api/chats")).ShouldRefuse(403, "kicked");
        (await ada.FillInAsync("/admin?handler=Kick", ("username", "ben"), ("seconds", "0"))).ShouldBe(400);
        (await ada.FillInAsync("/admin?handler=Unban", ("username", "ben"), ("returnUrl", "//elsewhere.example")))
            .Headers.Location!.ToString()
            .ShouldBe("/room");
    }

    [Fact]
    public async Task The_trail_is_narrowed_by_who_did_what_to_whom_and_how_it_ended()
    {
        await ada.FillInAsync("/admin?handler=Kick", ("username", "ben"), ("seconds", "1"), ("reason", "First reason"));
        await ada.FillInAsync("/admin?handler=Ban", ("username", "ada"), ("reason", "Second reason"));

        (await ada.GetAsync("/admin/audit")).Text.ShouldContain("First reason");
        (await ada.GetAsync("/admin/audit?subject=BEN")).Text.ShouldNotContain("Second reason");
        (await ada.GetAsync("/admin/audit?did=ban")).Text.ShouldNotContain("First reason");
        (await ada.GetAsync("/admin/audit?result=refused")).Text.ShouldContain("last_owner");
        (await ada.GetAsync("/admin/audit?result=done")).Text.ShouldNotContain("last_owner");
        (await ada.GetAsync("/admin/audit?by=ben")).Text.ShouldContain("Nothing in the trail fits");
        var found = (await ada.GetAsync("/api/admin/audit?action=kick&by=Ada")).ShouldBe(200).Json;
        found.GetProperty("results").GetArrayLength().ShouldBe(1);
        (await ada.GetAsync("/api/admin/audit?result=maybe")).ShouldRefuse(400, "invalid");
    }

    [Fact]
    public async Task Any_event_can_be_called_off_with_a_reason_and_an_invite_only_one_is_not_named()
    {
        var open = await PlanAsync(ben, "Soup for forty", "public");
        var closed = await PlanAsync(ben, "Secret supper", "invite-only");
        var page = (await ada.GetAsync("/admin/events")).ShouldBe(200).Text;
        page.ShouldContain("Soup for forty");
        page.ShouldNotContain("Secret supper");

        foreach (var id in new[] { open, closed })
            (await ada.FillInAsync("/admin/events?handler=Cancel", ("id", id), ("reason", "No gas"))).ShouldBe(302);

        (await ben.GetAsync($"/api/events/{closed}")).ShouldBe(404);
        (await ben.GetAsync("/api/notifications")).Text.ShouldContain("No gas");
        (await ada.GetAsync("/admin/audit?did=cancel+event")).Text.ShouldContain($"{closed}: No gas");
        (await ada.FillInAsync("/admin/events?handler=Cancel", ("id", open))).ShouldBe(404);
    }

    [Fact]
    public async Task Who_reported_is_told_what_was_decided()
    {
        var message = await ada.SayAsync(lobby, "Buy my watches");
        var report = (await ben.PostAsync($"/api/messages/{message}/report", new { reason = "Advertising" })).Json.Id();
        (await ada.GetAsync("/admin/reports")).Text.ShouldContain("Advertising");

        (
            await ada.FillInAsync(
                "/admin/reports?handler=Close",
                ("id", $"{report}"),
                ("status", "resolved"),
                ("note", "Thank you, ben.")
            )
        ).ShouldBe(302);

        (await ada.GetAsync("/admin/reports")).Text.ShouldContain("No report is waiting");
        (await ada.GetAsync("/admin/reports?status=resolved")).Text.ShouldContain("ada decided: Thank you, ben.");
        var told = (await ben.GetAsync("/api/notifications")).Json.GetProperty("results")[0];
        told.GetProperty("kind").GetString().ShouldBe("moderation");
        told.GetProperty("text")
            .GetString()
            .ShouldBe("A moderator has dealt with the message you reported. Thank you, ben.");
    }

    [Fact]
    public async Task A_shutdown_is_begun_and_called_off_by_the_owner_alone()
    {
        await server.GrantAsync(ben, "admin");
        (await ben.FillInAsync("/admin?handler=Kill", ("seconds", "3000"))).ShouldBe(403);

        (await ada.FillInAsync("/admin?handler=Kill", ("seconds", "3000"))).ShouldBe(302);
        (await ada.GetAsync("/admin")).Text.ShouldContain("Call the shutdown off");
        (await ben.GetAsync("/admin")).Text.ShouldNotContain("Call the shutdown off");
        (await ada.FillInAsync("/admin?handler=Abort")).ShouldBe(302);
        (await ada.GetAsync("/admin")).Text.ShouldContain("Close the server");
        (await ada.FillInAsync("/admin?handler=Kill", ("seconds", "3601"))).ShouldBe(400);
    }

    [Fact]
    public async Task A_private_room_is_counted_and_never_named()
    {
        await ben.MakePrivateRoomAsync("secret garden");

        var page = (await ada.GetAsync("/admin/rooms")).Text;

        page.ShouldContain("private");
        page.ShouldNotContain("secret garden");
    }

    [Fact]
    public async Task Search_shows_what_was_found_encoded_and_nothing_else()
    {
        var id = await ada.SayAsync(lobby, "The <b>projector</b> is mine");

        var page = (await ben.GetAsync("/search?q=projector")).ShouldBe(200).Text;

        page.ShouldContain($"#message-{id}");
        page.ShouldContain("The &lt;b&gt;projector&lt;/b&gt; is mine");
        (await ben.GetAsync("/search?q=unheard-of")).Text.ShouldContain("Nothing found for “unheard-of”");
        (await ben.GetAsync("/search?q=before:yesterday")).Text.ShouldContain("role=\"alert\"");
        (await server.Stranger().GetAsync("/search?q=projector")).ShouldBe(302);
    }

    [Fact]
    public async Task A_command_typed_into_the_page_is_run_and_not_sent()
    {
        (await ben.FillInAsync($"/rooms/{lobby}?handler=Say", ("text", "/join tea"))).ShouldBe(302);
        (await ben.FillInAsync($"/rooms/{lobby}?handler=Say", ("text", "/kick ada 5"))).ShouldBe(403);

        (await ben.GetAsync("/api/chats")).Text.ShouldContain("\"tea\"");
        (await ben.GetAsync($"/api/chats/{lobby}/messages")).Text.ShouldNotContain("/kick");
    }

    private static async Task<string> PlanAsync(Person person, string title, string visibility) => (
            await person.PostAsync(
                "/api/events",
                new
                {
                    title,
                    description = "Bring a bowl.",
                    date = "2099-12-05",
                    visibility,
                }
            )
        ).ShouldBe(201).Json.GetProperty("id").GetString()!;
}
