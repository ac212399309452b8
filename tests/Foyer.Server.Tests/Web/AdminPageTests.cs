using Foyer.Server.Tests.House;

namespace Foyer.Server.Tests.Web;

/// <summary>The pages of those who keep order, and of search, as a browser without scripts uses them.</summary>
public sealed class AdminPageTests : IAsyncLifetime
{
    private TestServer server = null!;
    private Person ada = null!;
    private Person ben = null!;
    private long lobby;

    public async Task InitializeAsync()
    {
        server = await TestServer.StartAsync();
        ada = await server.RegisterAsync("ada");
        ben = await server.RegisterAsync("ben");
        lobby = await ada.JoinAsync("lobby");
        await ben.JoinAsync("lobby");
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    [Fact]
    public async Task The_page_of_the_house_is_not_there_for_members_and_whole_for_the_owner()
    {
        (await ben.GetAsync("/admin")).ShouldBe(404);

        foreach (var section in new[] { "users", "rooms", "reports", "audit" })
            (await ada.GetAsync($"/admin?section={section}")).ShouldBe(200).Text.ShouldContain("aria-current=\"page\"");
        (await ada.GetAsync("/room")).Text.ShouldContain("href=\"/admin\"");
        (await ben.GetAsync("/room")).Text.ShouldNotContain("href=\"/admin\"");
    }

    [Fact]
    public async Task A_moderator_sees_no_audit_trail_and_no_ban()
    {
        var cleo = await server.RegisterAsync("cleo");
        await server.GrantAsync(cleo, "moderator");

        var page = (await cleo.GetAsync("/admin?section=audit")).ShouldBe(200).Text;

        page.ShouldContain("Kick ben for ten minutes");
        page.ShouldNotContain("Kick ada");
        page.ShouldNotContain("section=audit");
        page.ShouldNotContain("Ban ben");
    }

    [Fact]
    public async Task A_ban_by_the_page_is_the_same_ban()
    {
        (await PostAsync(ada, "/admin?handler=Ban", ("username", "ben"))).ShouldBe(302);

        (await ben.GetAsync("/api/chats")).ShouldRefuse(401, "not_authenticated");
        (await ada.GetAsync("/admin")).Text.ShouldContain("Unban ben");
        (await PostAsync(ada, "/admin?handler=Ban", ("username", "ada")))
            .ShouldBe(409)
            .Text.ShouldContain("The server needs an owner");
    }

    [Fact]
    public async Task A_private_room_is_counted_and_never_named()
    {
        await ben.MakePrivateRoomAsync("secret garden");

        var page = (await ada.GetAsync("/admin?section=rooms")).Text;

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
        (await PostAsync(ben, $"/rooms/{lobby}?handler=Say", ("text", "/join tea"))).ShouldBe(302);
        (await PostAsync(ben, $"/rooms/{lobby}?handler=Say", ("text", "/kick ada 5"))).ShouldBe(403);

        (await ben.GetAsync("/api/chats")).Text.ShouldContain("\"tea\"");
        (await ben.GetAsync($"/api/chats/{lobby}/messages")).Text.ShouldNotContain("/kick");
    }

    /// <summary>Fills in a form of the page: with what makes it our own form, as a browser sends it.</summary>
    private static async Task<Reply> PostAsync(Person person, string path, params (string Name, string Value)[] fields)
    {
        const string Mark = "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"";
        var page = (await person.GetAsync(path.Split('?')[0])).ShouldBe(200).Text;
        var start = page.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        start.ShouldBeGreaterThan(Mark.Length);
        var form = fields.Append(("__RequestVerificationToken", page[start..page.IndexOf('"', start)]));
        return await person.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new FormUrlEncodedContent(
                    form.Select(field => KeyValuePair.Create(field.Item1, field.Item2))
                ),
            }
        );
    }
}
