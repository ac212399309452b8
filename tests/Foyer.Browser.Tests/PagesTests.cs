using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Foyer.Browser.Tests.House;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>Every page at three widths, light and dark: nothing for axe to find, nothing wider than the window.</summary>
public sealed class PagesTests(OpenHouse house) : IClassFixture<OpenHouse>
{
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("FOYER_PICTURES");

    public static TheoryData<int, bool> Windows =>
        new()
        {
            { 1440, false },
            { 1440, true },
            { 800, false },
            { 800, true },
            { 360, false },
            { 360, true },
        };

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Pages_for_visitors_are_sound(int width, bool dark)
    {
        await using var visitor = await house.VisitAsync(Look(width, dark));
        foreach (
            var path in (string[])
                [
                    "/",
                    "/login",
                    "/register",
                    "/confirm?pending",
                    "/confirm?success",
                    "/confirm?error",
                    "/no/such/door",
                    "/docs/api",
                ]
        )
            await CheckAsync(visitor, path, width, dark);
        await visitor.Page.GotoAsync("/register");
        await visitor.Page.FillAsync("#username", "a b  c");
        await visitor.Page.ClickAsync("main button[type=submit]");
        await Expect(visitor.Page.Locator(".summary")).ToBeVisibleAsync();
        await InspectAsync(visitor, "register-refused", width, dark);
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Pages_for_people_are_sound(int width, bool dark)
    {
        await FurnishAsync();
        await using var cleo = await house.WelcomeAsync("cleo", Look(width, dark));
        await InspectAsync(cleo, "room-selection-after-sign-in", width, dark);
        foreach (var path in (string[])["/", "/room", "/room?search=nowhere", "/logout", "/docs/api", "/no/such/door"])
            await CheckAsync(cleo, path, width, dark);
        await cleo.EnterAsync("lobby");
        await Expect(cleo.Page.Locator("[data-group=here]")).ToContainTextAsync("cleo");
        await InspectAsync(cleo, "room", width, dark);
        await cleo.EnterAsync($"quiet {width} {dark}");
        await InspectAsync(cleo, "room-new", width, dark);
        if (width < 1100)
        {
            await cleo.Page.ClickAsync("[popovertarget=members]");
            await InspectAsync(cleo, "members", width, dark);
        }
    }

    [Fact]
    public async Task A_room_with_people_in_it_is_sound()
    {
        await FurnishAsync();
        await FurnishRichlyAsync();
        await using var ben = await house.WelcomeAsync("ben");
        await using var dora = await house.WelcomeAsync("dora");
        await using var cleo = await house.WelcomeAsync("cleo", Look(1440, dark: false));
        foreach (var room in (string[])["kitchen", "garden-and-roof", "board games", "cinema"])
            await cleo.EnterAsync(room);
        await ben.EnterAsync("cinema");
        await dora.EnterAsync("cinema");
        await cleo.SayAsync("I have it, and the short one for the speaker. See you at seven!");
        await Expect(cleo.Page.Locator("[data-group=here]")).ToContainTextAsync("dora");
        await dora.Composer.PressSequentiallyAsync("Wonderful");
        await Expect(cleo.Page.Locator("typing-line")).ToContainTextAsync("dora is typing");
        await InspectAsync(cleo, "lively", 1440, dark: false);
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Everything_in_a_room_is_sound(int width, bool dark)
    {
        await FurnishAsync();
        await FurnishRichlyAsync();
        await using var cleo = await house.WelcomeAsync("cleo", Look(width, dark));
        await cleo.EnterAsync("cinema");
        await Expect(cleo.Page.Locator(".attachment__image")).ToBeVisibleAsync();
        await Expect(cleo.Page.Locator("[data-group=here]")).ToContainTextAsync("cleo");
        await InspectAsync(cleo, "rich", width, dark);
        await cleo.Composer.FillAsync("/help");
        await cleo.Page.ClickAsync(".composer__send");
        await Expect(cleo.Page.Locator(".message--answer").Last).ToBeVisibleAsync();
        await InspectAsync(cleo, "rich-answer", width, dark);
        await cleo.Page.Locator("[data-act=dismiss]").Last.ClickAsync();

        await cleo.Composer.FillAsync("");
        await cleo.Composer.PressSequentiallyAsync("Thanks @");
        await Expect(cleo.Page.Locator("[role=option]").First).ToBeVisibleAsync();
        await InspectAsync(cleo, "rich-completion", width, dark);
        await cleo.Composer.FillAsync("");

        await cleo
            .Page.Locator("[data-picked]")
            .SetInputFilesAsync([
                await FileTests.PictureAsync(cleo, "dusk.png", 300, 200),
                new()
                {
                    Name = "list-of-bowls.pdf",
                    MimeType = "application/pdf",
                    Buffer = new byte[20_000],
                },
                new()
                {
                    Name = "film.mkv",
                    MimeType = "video/x-matroska",
                    Buffer = new byte[11 << 20],
                },
            ]);
        await Expect(cleo.Page.GetByLabel("What dusk.png shows")).ToBeVisibleAsync();
        await Expect(cleo.Page.GetByRole(AriaRole.Progressbar)).ToHaveCountAsync(0);
        await InspectAsync(cleo, "rich-files", width, dark);
        for (var left = 3; left > 0; left--)
            await cleo.Page.Locator(".upload [data-remove]").First.ClickAsync();

        await cleo.Page.Locator("pin-list > button").ClickAsync();
        await Expect(cleo.Page.Locator(".pin")).ToBeVisibleAsync();
        await InspectAsync(cleo, "rich-pins", width, dark);
        await cleo.Page.Keyboard.PressAsync("Escape");

        var picture = cleo.Page.Locator("li.message", new() { Has = cleo.Page.Locator(".attachment__image") }).Last;
        await picture.FocusAsync();
        await cleo.Page.Keyboard.PressAsync("Shift+F10");
        await Expect(cleo.Page.GetByRole(AriaRole.Menuitem).First).ToBeFocusedAsync();
        await InspectAsync(cleo, "rich-menu", width, dark);
        await cleo.ChooseAsync("React");
        await Expect(cleo.Page.GetByLabel("Search emoji")).ToBeVisibleAsync();
        await InspectAsync(cleo, "rich-picker", width, dark);
        await cleo.Page.Keyboard.PressAsync("Escape");
        await picture.FocusAsync();
        await cleo.Page.Keyboard.PressAsync("Shift+F10");
        await cleo.ChooseAsync("Report…");
        await InspectAsync(cleo, "rich-report", width, dark);
        await cleo.Page.Keyboard.PressAsync("Escape");
        await picture.Locator(".attachment__open").ClickAsync();
        await Expect(cleo.Page.Locator(".viewer__image")).ToBeVisibleAsync();
        await InspectAsync(cleo, "rich-viewer", width, dark);
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Pages_of_accounts_are_sound(int width, bool dark)
    {
        await FurnishAsync();
        await using var emil = await house.WelcomeAsync("emil");
        await using var fay = await house.WelcomeAsync("fay", Look(width, dark));
        await fay.Page.GotoAsync("/profile/emil");
        await InspectAsync(fay, "profile-other", width, dark);
        await fay.Page.ClickAsync("text=Block");
        await Expect(fay.Page.GetByText("Block emil?")).ToBeVisibleAsync();
        await InspectAsync(fay, "profile-block", width, dark);
        await fay.Page.Locator("dialog[open] [value=yes]").ClickAsync();
        await fay.Page.WaitForURLAsync("**/friends#blocked");
        await InspectAsync(fay, "friends-blocked", width, dark);
        foreach (
            var path in (string[])
                ["/profile", "/profile-edit", "/friends", "/settings", "/settings/privacy", "/settings/data"]
        )
            await CheckAsync(fay, path, width, dark);
        await fay.Page.GotoAsync("/friends");
        await fay.Page.ClickAsync("text=Unblock");
        await fay.Page.WaitForURLAsync("**/friends");
        await fay.Page.GotoAsync("/settings");
        await fay.Page.ClickAsync("text=Set it up");
        await Expect(fay.Page.GetByAltText("QR code for your authenticator app")).ToBeVisibleAsync();
        await InspectAsync(fay, "settings-two-step", width, dark);
        await using var visitor = await house.VisitAsync(Look(width, dark));
        foreach (var path in (string[])["/password-reset", "/unsubscribe", "/confirm"])
            await CheckAsync(visitor, path, width, dark);
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Pages_of_events_are_sound(int width, bool dark)
    {
        await using var cleo = await house.WelcomeAsync("cleo", Look(width, dark));
        await EventTests.PlanAsync(cleo, "Courtyard cinema: Playtime", seats: 4);
        var page = cleo.Page.Url;
        await InspectAsync(cleo, "event-own", width, dark);
        await CheckAsync(cleo, "/event-create", width, dark);
        await cleo.Page.GotoAsync(page.Replace("event-detail", "event-edit"));
        await InspectAsync(cleo, "event-edit", width, dark);
        await cleo.Page.GotoAsync(page.Replace("event-detail", "event-cancel"));
        await InspectAsync(cleo, "event-cancel", width, dark);
        await using var dora = await house.WelcomeAsync("dora", Look(width, dark));
        await dora.Page.GotoAsync(page);
        await dora.Page.GetByText("Book my seat").ClickAsync();
        await Expect(dora.Page.Locator(".booking__state")).ToHaveTextAsync("You’re going");
        await InspectAsync(dora, "event-going", width, dark);
        await CheckAsync(dora, "/event-overview", width, dark);
        await dora.Page.GotoAsync(page.Replace("event-detail", "ticket"));
        await InspectAsync(dora, "event-ticket", width, dark);
        await using var visitor = await house.VisitAsync(Look(width, dark));
        await visitor.Page.GotoAsync(page);
        await InspectAsync(visitor, "event-visitor", width, dark);
    }

    internal static Window Look(int width, bool dark) =>
        new(width, width == 360 ? 780 : 900, dark, Touch: width == 360);

    internal static async Task CheckAsync(Visitor visitor, string path, int width, bool dark)
    {
        await visitor.Page.GotoAsync(path);
        var name = path.Trim('/').Replace('/', '-').Replace('?', '-').Replace('=', '-');
        await InspectAsync(visitor, name.Length == 0 ? "home" : name, width, dark);
    }

    internal static async Task InspectAsync(Visitor visitor, string name, int width, bool dark)
    {
        if (Pictures is not null)
        {
            var who = await visitor.Page.Locator(".sidebar").CountAsync() > 0 ? "in" : "out";
            await visitor.Page.ScreenshotAsync(
                new() { Path = Path.Combine(Pictures, $"{name}-{who}-{width}-{(dark ? "dark" : "light")}.png") }
            );
        }
        var overflow = await visitor.Page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        );
        overflow.ShouldBe(0, $"{name} is wider than {width}");
        var found = await visitor.Page.RunAxe();
        found.Violations.SelectMany(Describe).ShouldBeEmpty(name);
    }

    private static IEnumerable<string> Describe(AxeResultItem violation) =>
        violation.Nodes.Select(node =>
            $"{violation.Id}: {node.Html} ({string.Join("; ", node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message))})"
        );

    /// <summary>People talk in the lobby, once.</summary>
    private async Task FurnishAsync()
    {
        if (furnished)
            return;
        furnished = true;
        await using var ada = await house.WelcomeAsync("ada");
        await using var ben = await house.WelcomeAsync("ben");
        await using var dora = await house.WelcomeAsync("dora");
        foreach (var room in (string[])["kitchen", "garden-and-roof", "board games", "42"])
            await ada.EnterAsync(room);
        foreach (var person in (Visitor[])[dora, ben, ada])
            await person.EnterAsync("lobby");
        await ben.SayAsync("Forty bowls, counted twice. We are four spoons short.");
        await ben.SayAsync("Found two behind the oven.");
        await Expect(ada.Saying("Found two")).ToBeVisibleAsync();
        await ada.Composer.FillAsync(
            "The house calendar now has its own address. Paste it where you keep yours:\n```\nhttps://linden.example/calendar/…/house.ics\n# refreshes every 15 minutes\n```"
        );
        await ada.Composer.PressAsync("Enter");
        await ada.SayAsync("Chairs are out, the sheet is up. **Doors at seven**, see https://linden.example/cinema");
        await Expect(dora.Saying("Chairs are out")).ToBeVisibleAsync();
        await dora.Saying("Chairs are out").HoverAsync();
        await dora.Saying("Chairs are out").Locator("[data-act=reply]").ClickAsync();
        await dora.SayAsync("@cleo could you bring the long cable? The one from the kitchen ends a metre too early.");
        await Expect(ben.Saying("long cable")).ToBeVisibleAsync();
        await ben.SayAsync("Yes, and the short one for the speaker.");
        await ben.SayAsync("On my way 🚲");
        await Expect(ada.Saying("On my way")).ToBeVisibleAsync();
    }

    /// <summary>A room in which everything that a message can be is to be seen, once.</summary>
    private async Task FurnishRichlyAsync()
    {
        if (furnishedRichly)
            return;
        furnishedRichly = true;
        await using var ada = await house.WelcomeAsync("ada");
        await using var ben = await house.WelcomeAsync("ben");
        await using var cleo = await house.WelcomeAsync("cleo");
        await using var dora = await house.WelcomeAsync("dora");
        await using var emil = await house.WelcomeAsync("emil");
        foreach (var person in (Visitor[])[ada, ben, dora, emil, cleo])
            await person.EnterAsync("cinema");
        await cleo.AskAsync("PUT", "/api/blocks/emil");
        await ben.Composer.FillAsync(
            "What we need:\n- the projector, **and its cable**\n- two extension leads\n- [the plan of the courtyard](https://linden.example/plan)\n> Bring a blanket, it gets cold after ten."
        );
        await ben.Composer.PressAsync("Enter");
        await Expect(ada.Saying("What we need")).ToBeVisibleAsync();
        await emil.SayAsync("Nobody will come anyway.");
        await Expect(ada.Saying("Nobody will come")).ToBeVisibleAsync();
        await ada
            .Page.Locator("[data-picked]")
            .SetInputFilesAsync([
                await FileTests.PictureAsync(ada, "courtyard.png", 1200, 750),
                new()
                {
                    Name = "seating-plan.pdf",
                    MimeType = "application/pdf",
                    Buffer = new byte[48_000],
                },
            ]);
        await ada
            .Page.GetByLabel("What courtyard.png shows")
            .FillAsync("Rows of chairs at dusk, facing a white screen");
        await ada.SayAsync("Look what the courtyard has become. Chairs are out, the sheet is up.");
        await Expect(dora.Page.Locator(".attachment__image")).ToBeVisibleAsync();
        await ReactAsync(dora, "Look what", "heart_eyes");
        await ReactAsync(ben, "Look what", "clapper");
        await ReactAsync(cleo, "Look what", "clapper");
        await ben.OpenMenuAsync("What we need");
        await ben.ChooseAsync("Pin");
        await Expect(ben.Page.GetByText("Pinned for everybody")).ToBeVisibleAsync();
        await dora.SayAsync("@cleo could you bring the long cable?");
        await Expect(cleo.Saying("long cable")).ToBeVisibleAsync();
    }

    private static async Task ReactAsync(Visitor person, string text, string emoji)
    {
        await person.Saying(text).HoverAsync();
        await person.Saying(text).Locator("[data-act=react]").ClickAsync();
        await person.Page.GetByLabel("Search emoji").FillAsync(emoji);
        await person.Page.Keyboard.PressAsync("Enter");
        await Expect(person.Saying(text).Locator("[aria-pressed=true]")).ToBeVisibleAsync();
    }

    private static bool furnished;
    private static bool furnishedRichly;
}
