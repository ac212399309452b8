using System.Globalization;
using Foyer.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>What is typed into any form stays until the server accepts it; passwords are never stored.</summary>
public sealed class KeptFormTests(UnlimitedSignIns server) : IClassFixture<UnlimitedSignIns>
{
    private const string Typed = "ben";

    /// <summary>What is shown again because the server stored it.</summary>
    private static readonly string[] Stored = ["#first_name", "#location", "#topic"];

    /// <summary>The page, what opens the form, the field, and what sends the form. In each, the name of a user is a valid text.</summary>
    public static TheoryData<string, string?, string, string?> Forms =>
        new()
        {
            { "/profile-edit", null, "#first_name", null },
            { "/friends", null, "#name", null },
            { "/room", null, "#name", null },
            { "/room", "text=Make a private room", "#private-name", null },
            { "/settings", null, "#name", null },
            { "/chat/ben", null, "#subject", null },
            { "/rooms/{room}/settings", null, "#topic", null },
            { "/rooms/{room}/settings", null, "#invitee", null },
            { "/event-edit?id={event}", null, "#location", null },
            { "/event-detail?id={event}", null, "#message", null },
            { "/event-detail?id={event}", null, "#invitee", null },
            { "/event-cancel?id={event}", null, "#reason", null },
            {
                "/admin",
                "[aria-label='Kick kim']",
                "dialog:has-text('Kick kim?') [name=reason]",
                "dialog[open] [value=yes]"
            },
            { "/admin/reports", null, "[name=note]", "button[value=dismissed]" },
        };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Every_form_keeps_its_text_until_it_is_accepted(
        string path,
        string? opener,
        string field,
        string? button
    )
    {
        await using var owner = await OwnerAsync();
        var address = await FurnishAsync(owner, path);
        var send = button ?? $"form:has({field}) button[type=submit]";
        await owner.Page.GotoAsync(address);
        var before = await Field(owner.Page).InputValueAsync();
        await ShowAsync(owner.Page);
        await Field(owner.Page).FillAsync(Typed);

        await owner.Page.ReloadAsync();
        await Expect(Field(owner.Page)).ToHaveValueAsync(Typed);

        await CrashAsync(owner);
        var page = await owner.Context.NewPageAsync();
        await page.GotoAsync(address);
        await Expect(Field(page)).ToHaveValueAsync(Typed);

        await owner.AskAsync("POST", "/api/logout");
        await SendAsync(page);
        await page.WaitForURLAsync("**/login?**");
        await SignInAsync(page);
        await Expect(Field(page)).ToHaveValueAsync(Typed);

        await SendAsync(page);
        await page.GotoAsync(address);
        await ScriptsAsync(page);
        await Expect(page.GetByText("What you typed here before was restored.")).ToHaveCountAsync(0);
        if (await Field(page).CountAsync() > 0)
            (await Field(page).InputValueAsync()).ShouldBe(Stored.Contains(field) ? Typed : before);

        ILocator Field(IPage shown) => shown.Locator(field).First;

        async Task ShowAsync(IPage shown)
        {
            await ScriptsAsync(shown);
            if (opener is not null && !await Field(shown).IsVisibleAsync())
                await shown.ClickAsync(opener);
        }

        async Task SendAsync(IPage shown)
        {
            await ShowAsync(shown);
            // Scripts run before this event.
            var loaded = new TaskCompletionSource();
            shown.DOMContentLoaded += (_, _) => loaded.TrySetResult();
            await shown.Locator(send).First.ClickAsync();
            await loaded.Task.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    [Fact]
    public async Task What_a_visitor_types_stays_in_the_tab_without_the_password()
    {
        await using var user = await server.VisitAsync();
        await user.Page.GotoAsync("/register");
        await user.AwakeAsync("busy-form");
        await user.Page.FillAsync("#username", "lena");
        await user.Page.FillAsync("#password", "never to be stored");
        await user.Page.ReloadAsync();
        await Expect(user.Page.Locator("#username")).ToHaveValueAsync("lena");
        await Expect(user.Page.Locator("#password")).ToHaveValueAsync("");
        (
            await user.Page.EvaluateAsync<string>("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")
        ).ShouldNotContain("never to be stored");
        var other = await user.Context.NewPageAsync();
        await other.GotoAsync("/register");
        await Expect(other.Locator("#username")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_refused_form_keeps_all_of_its_fields()
    {
        await using var owner = await OwnerAsync();
        await owner.Page.GotoAsync("/event-create");
        await owner.AwakeAsync("busy-form");
        await owner.Page.FillAsync("#title", "Soup");
        await owner.Page.ClickAsync("text=Plan the event");
        await owner.Page.Locator(".summary").WaitForAsync();
        await owner.Page.FillAsync("#location", "Kitchen");
        await CrashAsync(owner);
        var page = await owner.Context.NewPageAsync();
        await page.GotoAsync("/event-create");
        await Expect(page.Locator("#title")).ToHaveValueAsync("Soup");
        await Expect(page.Locator("#location")).ToHaveValueAsync("Kitchen");
        await page.ClickAsync("text=Discard it");
        await Expect(page.Locator("#title")).ToHaveValueAsync("");
        await page.ReloadAsync();
        await Expect(page.Locator("#title")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task A_report_keeps_its_reason_until_the_server_has_it()
    {
        await using var relay = new Relay(server.Server.Address);
        await using var ada = await server.WelcomeAsync("ada", through: relay.Address);
        await using var ben = await server.WelcomeAsync("ben");
        await ben.EnterAsync("reports");
        await ben.PostAsync("Buy my lamps");
        await ada.EnterAsync("reports");
        await ReportAsync(ada);
        await ada.Page.FillAsync("#report-reason", "It is an advertisement.");
        relay.Cut();
        await ada.Page.ClickAsync("text=Report message");
        await Expect(ada.Page.GetByText("No connection. Nothing was changed.")).ToBeVisibleAsync();
        relay.Mend();
        await ada.ReloadAsync();
        await ReportAsync(ada);
        await Expect(ada.Page.Locator("#report-reason")).ToHaveValueAsync("It is an advertisement.");
        await ada.Page.ClickAsync("text=Report message");
        await Expect(ada.Page.GetByText("Reported.")).ToBeVisibleAsync();
        await ReportAsync(ada);
        await Expect(ada.Page.Locator("#report-reason")).ToHaveValueAsync("");
    }

    private static async Task ReportAsync(BrowserUser user)
    {
        await user.OpenMenuAsync("Buy my lamps");
        await user.ChooseAsync("Report…");
    }

    private async Task<BrowserUser> OwnerAsync()
    {
        await using (await server.WelcomeAsync("ada"))
        await using (await server.WelcomeAsync("ben"))
        await using (await server.WelcomeAsync("kim"))
        {
            // The first account owns the server.
        }
        var owner = await server.VisitAsync();
        await owner.AskAsync("POST", "/api/login", new { login = "ada", password = BrowserUser.Password });
        return owner;
    }

    /// <summary>Makes what the form is about.</summary>
    private async Task<string> FurnishAsync(BrowserUser owner, string path)
    {
        var name = Guid.NewGuid().ToString("N")[..12];
        if (path.Contains("{room}", StringComparison.Ordinal))
        {
            var room = await owner.AskAsync("POST", "/api/chats/join", new { name });
            return path.Replace("{room}", room.GetProperty("id").ToString(), StringComparison.Ordinal);
        }
        if (path == "/admin/reports")
        {
            await using var ben = await server.WelcomeAsync("ben");
            await ben.EnterAsync(name);
            await ben.PostAsync("Buy my lamps");
            var room = await owner.AskAsync("POST", "/api/chats/join", new { name });
            var messages = await owner.AskAsync("GET", $"/api/chats/{room.GetProperty("id")}/messages");
            var message = messages
                .GetProperty("results")
                .EnumerateArray()
                .Last(one => one.GetProperty("kind").GetString() == "text");
            await owner.AskAsync("POST", $"/api/messages/{message.GetProperty("id")}/report", new { reason = "lamps" });
        }
        if (!path.Contains("{event}", StringComparison.Ordinal))
            return path;
        var communityEvent = await owner.AskAsync(
            "POST",
            "/api/events",
            new
            {
                title = name,
                description = name,
                date = DateTime.Today.AddDays(7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                time = "19:00",
                visibility = "public",
            }
        );
        await owner.AskAsync(
            "POST",
            $"/api/events/{communityEvent.GetProperty("id")}/invitations",
            new { invitee = "kim" }
        );
        return path.Replace("{event}", communityEvent.GetProperty("id").ToString(), StringComparison.Ordinal);
    }

    private static Task ScriptsAsync(IPage page) =>
        page.WaitForFunctionAsync("() => !!customElements.get('busy-form')");

    private static async Task SignInAsync(IPage page)
    {
        await page.FillAsync("#login", "ada");
        await page.FillAsync("#password", BrowserUser.Password);
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("/login", StringComparison.Ordinal));
    }

    private static async Task CrashAsync(BrowserUser user)
    {
        var crashed = new TaskCompletionSource();
        user.Page.Crash += (_, _) => crashed.TrySetResult();
        var tools = await user.Context.NewCDPSessionAsync(user.Page);
        _ = tools.SendAsync("Page.crash").ContinueWith(sent => sent.Exception, TaskScheduler.Default);
        await crashed.Task;
    }
}
