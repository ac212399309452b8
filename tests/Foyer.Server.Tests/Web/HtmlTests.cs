using Foyer.Server.Tests.Events;
using Foyer.Server.Tests.Fixtures;
using Foyer.Server.Tests.Media;

namespace Foyer.Server.Tests.Web;

/// <summary>Every page that a person can reach, empty or filled: its HTML is valid, and every link in it leads to a page they may see.</summary>
public sealed class HtmlTests
{
    private static readonly string[] Doors =
    [
        "/",
        "/login",
        "/login?moved",
        "/register",
        "/confirm",
        "/confirm?success",
        "/confirm?error",
        "/confirm?pending",
        "/password-reset",
        "/password-save?hash=unknown",
        "/event-overview",
        "/event-overview?search=nothing",
        "/docs/api",
        "/no/such/page",
    ];

    private static readonly string[] Inside =
    [
        "/",
        "/room",
        "/room?search=nothing",
        "/chat",
        "/chat/nobody",
        "/event-overview",
        "/event-create",
        "/notifications",
        "/search",
        "/search?q=soup",
        "/search?q=nothing",
        "/search?q=a&from=nobody",
        "/friends",
        "/profile",
        "/profile-edit",
        "/settings",
        "/settings/privacy",
        "/settings/data",
        "/settings/calendar",
        "/settings/notifications",
        "/password-save",
        "/logout",
        "/join/unknown",
        "/no/such/page",
    ];

    [HtmlFact]
    public async Task For_a_visitor()
    {
        await using var events = await FurnishedAsync();
        await CheckAsync(events.Server.Stranger(), Doors, 12);
    }

    [HtmlFact]
    public async Task For_the_owner_of_a_filled_server()
    {
        await using var events = await FurnishedAsync();
        await CheckAsync(events.Ada, [.. Inside, "/admin"], 50);
    }

    [HtmlFact]
    public async Task For_a_member_of_a_filled_server()
    {
        await using var events = await FurnishedAsync();
        await CheckAsync(events.Ben, Inside, 35);
    }

    [HtmlFact]
    public async Task On_an_empty_server()
    {
        await using var server = await TestServer.StartAsync("--Foyer:Mail:Enabled=false");
        await CheckAsync(server.Stranger(), Doors, 12);
        await CheckAsync(await server.RegisterAsync("ada"), [.. Inside, "/admin"], 30);
    }

    [HtmlFact]
    public async Task Of_a_form_that_was_refused()
    {
        await using var events = await FurnishedAsync();
        var user = events.Server.Stranger();
        var pages = new Dictionary<string, string>();
        foreach (var path in (string[])["/login", "/register", "/confirm"])
            pages[path] = (await user.FillInAsync(path)).Text;
        foreach (
            var path in (string[])
                [
                    "/event-create",
                    "/chat",
                    "/friends?handler=Ask",
                    "/settings?handler=Token",
                    "/password-save",
                    "/room?handler=Enter",
                ]
        )
            pages[path] = (await events.Ada.FillInAsync(path)).Text;
        foreach (var (path, page) in pages)
            page.ShouldContain("role=\"alert\"", Case.Sensitive, path);
        (await HtmlCheck.RunAsync(pages)).ShouldBeEmpty();
    }

    private static async Task CheckAsync(Person person, string[] paths, int least)
    {
        var crawl = new Crawl(person);
        await crawl.RunAsync(paths);
        crawl.Pages.Count.ShouldBeGreaterThan(least);
        crawl.Broken.Concat(await HtmlCheck.RunAsync(crawl.Pages)).ShouldBeEmpty();
    }

    /// <summary>Something of everything: people, pictures, rooms of each kind, events, requests, reports, tokens, bans.</summary>
    private static async Task<EventFixture> FurnishedAsync()
    {
        var events = await EventFixture.OpenAsync();
        var (ada, ben, cleo, dora) = (events.Ada, events.Ben, events.Cleo, events.Dora);
        using var picture = new ByteArrayContent(Samples.Png());
        picture.Headers.TryAddWithoutValidation("Content-Type", "image/png");
        using var form = new MultipartFormDataContent { { picture, "file", "ada.png" } };
        (
            await ada.SendAsync(new HttpRequestMessage(HttpMethod.Put, "/api/users/me/avatar") { Content = form })
        ).ShouldBe(200);
        await TalkAsync(ada, ben);
        await MeetAsync(events);
        await ben.PutAsync("/api/friends/ada");
        await cleo.PutAsync("/api/friends/ada");
        await ada.PutAsync("/api/friends/cleo");
        await ada.PutAsync("/api/blocks/dora");
        var direct = (await ben.PostAsync("/api/direct/ada")).Json.GetProperty("id").GetInt64();
        await ben.SayAsync(direct, "Are there four spoons at yours?");
        await ada.PostAsync("/api/tokens", new { name = "Soup bot", scopes = (string[])["read"] });
        await ada.PostAsync("/api/admin/ban", new { username = "dora", reason = "Advertising" });
        await ada.PostAsync("/api/admin/kick", new { username = "cleo", seconds = 60 });
        return events;
    }

    private static async Task TalkAsync(Person ada, Person ben)
    {
        var room = await ada.JoinAsync("kitchen");
        await ben.JoinAsync("kitchen");
        var upload = (await ada.UploadAsync(room, "pot.png", Samples.Png())).ShouldBe(201).Json.Id();
        var plan = (await ada.UploadAsync(room, "plan.txt", "plan"u8.ToArray(), "text/plain")).ShouldBe(201).Json.Id();
        var message = (
            await ada.PostAsync(
                $"/api/chats/{room}/messages",
                new { text = "Soup for @ben: **hot**\n- and `good`", attachments = (long[])[upload, plan] }
            )
        )
            .ShouldBe(201)
            .Json.Id();
        await ben.PutAsync($"/api/messages/{message}/reactions/{Uri.EscapeDataString("🍲")}");
        await ben.PostAsync($"/api/messages/{message}/report", new { reason = "Too hot" });
        await ada.PutAsync($"/api/messages/{message}/pin");
        await ben.PostAsync($"/api/chats/{room}/messages", new { text = "@ada thanks", reply_to = message });
        var cellar = await ada.MakePrivateRoomAsync("cellar");
        await ada.InviteAsync(cellar);
        var closed = await ben.JoinAsync("attic");
        await ben.PatchAsync($"/api/chats/{closed}", new { archived = true });
    }

    private static async Task MeetAsync(EventFixture events)
    {
        var id = await events.PlanAsync(
            new
            {
                location = "Courtyard",
                maximum_attendees = 1,
                price = "12,50",
                room = true,
            }
        );
        await EventFixture.BookAsync(events.Ben, id);
        await EventFixture.BookAsync(events.Cleo, id, waitlist: true);
        var secret = await events.PlanAsync(new { title = "Surprise", visibility = "invite-only" });
        await events.InviteAsync(secret, "ben");
    }
}
