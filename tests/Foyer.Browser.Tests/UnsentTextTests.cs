using Foyer.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>Nothing that was typed is lost, and nothing is sent twice, whatever happens to the page, the connection or the session.</summary>
public sealed class UnsentTextTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    public static TheoryData<string> Ends =>
        ["reload", "another room and back", "another page and back", "crash", "closed"];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task A_draft_survives_the_page(string end)
    {
        await using var ada = await server.WelcomeAsync("ada");
        await ada.EnterAsync("elsewhere");
        await ada.EnterAsync($"drafts {end}");
        await ada.Composer.FillAsync("half a thought");

        var page = await EndAsync(ada, ada.Page, end);

        await page.Locator("room-pane[ready]").WaitForAsync();
        await Expect(page.Locator("#write")).ToHaveValueAsync("half a thought");
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task What_was_written_without_a_connection_is_sent_once(string end)
    {
        await using var relay = new Relay(server.Server.Address);
        await using var ada = await server.WelcomeAsync("ada", through: relay.Address);
        await using var ben = await server.WelcomeAsync("ben");
        await ben.EnterAsync($"tunnel {end}");
        await ada.EnterAsync("elsewhere");
        await ada.EnterAsync($"tunnel {end}");
        relay.Cut();
        await ada.SendMessageAsync("Written in the tunnel");
        await ada.SendMessageAsync("And more");
        await Expect(ada.Saying("And more")).ToHaveClassAsync(BrowserUser.Pending);
        relay.Mend();

        var page = await EndAsync(ada, ada.Page, end);

        await Expect(ben.Saying("Written in the tunnel")).ToHaveCountAsync(1, new() { Timeout = 40_000 });
        await Expect(ben.Saying("And more")).ToHaveCountAsync(1);
        await Expect(page.Locator(".message--pending")).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Expect(page.Locator("li.message", new() { HasText = "And more" })).ToHaveCountAsync(1);
        (await ben.ReadLogAsync()).Count(line => line.Contains("Written in the tunnel")).ShouldBe(1);
        await Expect(page.Locator("#write")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Any_page_sends_what_was_written_for_a_room()
    {
        await using var relay = new Relay(server.Server.Address);
        await using var ada = await server.WelcomeAsync("ada", through: relay.Address);
        await using var ben = await server.WelcomeAsync("ben");
        await ben.EnterAsync("from afar");
        await ada.EnterAsync("from afar");
        relay.Cut();
        await ada.SendMessageAsync("Sent from another page");
        await Expect(ada.Saying("Sent from another page")).ToHaveClassAsync(BrowserUser.Pending);
        relay.Mend();

        await ada.Page.GotoAsync("/friends");

        await Expect(ben.Saying("Sent from another page")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task After_the_session_Enter_sends_nothing_and_only_the_same_user_gets_the_text_back()
    {
        await using var relay = new Relay(server.Server.Address);
        await using var eva = await server.VisitAsync(through: relay.Address);
        await using var finn = await server.WelcomeAsync("finn");
        await eva.BecomeAsync("eva");
        await finn.EnterAsync("ended");
        await eva.EnterAsync("ended");
        var room = new Uri(eva.Page.Url).AbsolutePath;
        relay.Cut();
        await eva.SendMessageAsync("Entered before the end");
        await Expect(eva.Saying("Entered before the end")).ToHaveClassAsync(BrowserUser.Pending);
        await SignOutAsync(eva);
        relay.Mend();
        await Expect(eva.Page.GetByText("You were signed out.")).ToBeVisibleAsync(new() { Timeout = 40_000 });

        await eva.SendMessageAsync("Entered after the end");

        await Expect(eva.Page.GetByText("Your text is kept")).ToBeVisibleAsync();
        await Expect(eva.Composer).ToHaveValueAsync("Entered after the end");
        await Expect(eva.Saying("Entered after the end")).ToHaveCountAsync(0);

        await eva.BecomeAsync("gus");
        await eva.EnterAsync("ended");
        await Expect(eva.Composer).ToHaveValueAsync("");
        await Expect(eva.Page.Locator(".message--pending")).ToHaveCountAsync(0);
        await eva.SendMessageAsync("I am gus");
        await Expect(finn.Saying("I am gus")).ToBeVisibleAsync();
        await Expect(finn.Saying("before the end")).ToHaveCountAsync(0);
        await SignOutAsync(eva);

        await eva.AskAsync("POST", "/api/login", new { login = "eva", password = BrowserUser.Password });
        await eva.Page.GotoAsync(room);
        await Expect(eva.Composer).ToHaveValueAsync("Entered after the end");
        await Expect(finn.Saying("Entered before the end")).ToHaveCountAsync(1);
        await Expect(finn.Saying("Entered before the end")).ToContainTextAsync("eva");
        await Expect(finn.Saying("Entered after the end")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Of_two_tabs_each_clears_only_what_it_sent()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await ada.EnterAsync("two tabs");
        await ada.Composer.FillAsync("typed in the first");
        var second = await OpenAsync(ada, ada.Page.Url);
        await Expect(second.Locator("#write")).ToHaveValueAsync("typed in the first");

        await second.Locator("#write").FillAsync("sent from the second");
        await ada.Composer.FillAsync("typed in the first, and more");
        await second.Locator("#write").PressAsync("Enter");

        await Expect(ada.Saying("sent from the second")).ToHaveCountAsync(1);
        await Expect(ada.Composer).ToHaveValueAsync("typed in the first, and more");
        await ada.ReloadAsync();
        await Expect(ada.Composer).ToHaveValueAsync("typed in the first, and more");

        await second.ReloadAsync();
        await second.Locator("room-pane[ready]").WaitForAsync();
        await Expect(second.Locator("#write")).ToHaveValueAsync("typed in the first, and more");
        await second.Locator("#write").PressAsync("Enter");
        await Expect(ada.Saying("typed in the first, and more")).ToHaveCountAsync(1);
        await Expect(ada.Composer).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Files_a_reply_and_an_edit_survive_the_page()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await ada.EnterAsync("half done");
        await ada.PostAsync("What is the question?");
        await ada.OpenMenuAsync("What is the question?");
        await ada.ChooseAsync("Reply");
        await ada.Composer.FillAsync("an answer");
        await ada
            .Page.Locator("[data-picked]")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "plan.txt",
                    MimeType = "text/plain",
                    Buffer = "the plan"u8.ToArray(),
                }
            );
        await Expect(ada.Page.Locator(".upload progress")).ToBeHiddenAsync();

        await ada.ReloadAsync();
        await ada.BeReadyAsync();
        await Expect(ada.Page.GetByText("Replying to ada")).ToBeVisibleAsync();
        await Expect(ada.Page.Locator(".upload__name")).ToHaveTextAsync("plan.txt");
        await ada.Composer.PressAsync("Enter");
        await Expect(ada.Saying("an answer").Locator(".file")).ToContainTextAsync("plan.txt");
        await Expect(ada.Saying("an answer").Locator(".reply")).ToContainTextAsync("What is the question?");

        await Expect(ada.Saying("an answer")).Not.ToHaveClassAsync(BrowserUser.Pending);
        await ada.Composer.PressAsync("ArrowUp");
        await Expect(ada.Composer).ToHaveValueAsync("an answer");
        await ada.Composer.FillAsync("a better answer");
        await ada.ReloadAsync();
        await ada.BeReadyAsync();
        await Expect(ada.Page.GetByText("Editing your message")).ToBeVisibleAsync();
        await Expect(ada.Page.Locator(".upload")).ToHaveCountAsync(0);
        await Expect(ada.Composer).ToHaveValueAsync("a better answer");
        await ada.Composer.PressAsync("Enter");
        await Expect(ada.Saying("a better answer")).ToContainTextAsync("(edited)");
        await Expect(ada.Composer).ToHaveValueAsync("");
    }

    [Theory]
    [InlineData(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )]
    [InlineData("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }")]
    public async Task A_browser_that_stores_nothing_can_send(string script)
    {
        await using var ada = await server.WelcomeAsync("ada");
        await ada.Context.AddInitScriptAsync(script);
        await ada.EnterAsync("no storage");
        await ada.PostAsync($"Sent all the same {script.Length}");
        await Expect(ada.Composer).ToHaveValueAsync("");
    }

    [Fact]
    public async Task An_event_survives_a_reload_and_the_end_of_the_session_until_it_is_accepted()
    {
        await using var hana = await server.VisitAsync();
        await hana.BecomeAsync("hana");
        await hana.Page.GotoAsync("/event-create");
        await hana.AwakeAsync("busy-form");
        await hana.Page.FillAsync("#title", "Soup");
        await hana.Page.FillAsync("#description", "Bring a bowl.");
        await hana.Page.ReloadAsync();
        await Expect(hana.Page.Locator("#title")).ToHaveValueAsync("Soup");
        await Expect(hana.Page.Locator("[data-restored]")).ToBeVisibleAsync();
        await hana.Page.FillAsync("#date", "2099-12-05");

        await SignOutAsync(hana);
        await hana.Page.ClickAsync("text=Plan the event");
        await hana.Page.WaitForURLAsync("**/login?**");
        await hana.Page.FillAsync("#login", "hana");
        await hana.Page.FillAsync("#password", BrowserUser.Password);
        await hana.Page.ClickAsync("main button[type=submit]");
        await hana.Page.WaitForURLAsync("**/event-create");
        await Expect(hana.Page.Locator("#description")).ToHaveValueAsync("Bring a bowl.");
        await Expect(hana.Page.Locator("#date")).ToHaveValueAsync("2099-12-05");
        await hana.Page.ClickAsync("text=Plan the event");
        await hana.Page.WaitForURLAsync("**/event-detail?**");

        var detail = new Uri(hana.Page.Url).PathAndQuery;
        await hana.Page.GotoAsync("/event-create");
        await hana.AwakeAsync("busy-form");
        await Expect(hana.Page.Locator("#title")).ToHaveValueAsync("");
        await Expect(hana.Page.Locator("[data-restored]")).ToBeHiddenAsync();

        await hana.Page.GotoAsync(detail.Replace("detail", "edit", StringComparison.Ordinal));
        await hana.AwakeAsync("busy-form");
        await hana.Page.FillAsync("#location", "Kitchen");
        await hana.Page.ReloadAsync();
        await Expect(hana.Page.Locator("#location")).ToHaveValueAsync("Kitchen");
        await hana.Page.ClickAsync("text=Discard it");
        await Expect(hana.Page.Locator("[data-restored]")).ToBeHiddenAsync();
        await Expect(hana.Page.Locator("#location")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_first_direct_message_stays_with_the_person_it_is_for()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await using var cleo = await server.WelcomeAsync("cleo");
        await ada.Page.GotoAsync("/chat/ben");
        await ada.AwakeAsync("busy-form");
        await ada.Page.FillAsync("#text", "Only for ben");
        await ada.Page.GotoAsync("/chat/cleo");
        await ada.AwakeAsync("busy-form");
        await Expect(ada.Page.Locator("#text")).ToHaveValueAsync("");
        await ada.Page.GotoAsync("/chat/ben");
        await Expect(ada.Page.Locator("#text")).ToHaveValueAsync("Only for ben");
        await ada.Page.ClickAsync("text=Open the conversation");
        await ada.Page.WaitForURLAsync("**/rooms/*");
        await Expect(ada.Saying("Only for ben")).ToHaveCountAsync(1);
    }

    private async Task<IPage> EndAsync(BrowserUser user, IPage page, string end)
    {
        var address = page.Url;
        switch (end)
        {
            case "reload":
                await page.ReloadAsync();
                return page;
            case "another room and back":
                await page.ClickAsync(".sidebar >> text=elsewhere");
                await page.WaitForURLAsync(url => url != address);
                await page.GotoAsync(address);
                return page;
            case "another page and back":
                await page.GotoAsync("/friends");
                await page.GotoAsync(address);
                return page;
            case "crash":
                await CrashAsync(user, page);
                return await OpenAsync(user, address);
            default:
                await page.CloseAsync();
                return await OpenAsync(user, address);
        }
    }

    private static async Task CrashAsync(BrowserUser user, IPage page)
    {
        var crashed = new TaskCompletionSource();
        page.Crash += (_, _) => crashed.TrySetResult();
        var tools = await user.Context.NewCDPSessionAsync(page);
        _ = tools.SendAsync("Page.crash").ContinueWith(sent => sent.Exception, TaskScheduler.Default);
        await crashed.Task;
    }

    private static async Task<IPage> OpenAsync(BrowserUser user, string address)
    {
        var page = await user.Context.NewPageAsync();
        await page.GotoAsync(address);
        await page.Locator("room-pane[ready]").WaitForAsync();
        return page;
    }

    /// <summary>Ends the session at the server, past the open page and whatever lies between.</summary>
    private async Task SignOutAsync(BrowserUser user)
    {
        var answer = await user.Context.APIRequest.PostAsync(
            $"{server.Server.Address}/api/logout",
            new() { Headers = new Dictionary<string, string> { ["Origin"] = server.Server.Address } }
        );
        answer.Status.ShouldBe(204);
    }
}
