using Foyer.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>What two people do with existing messages.</summary>
public sealed class MessageTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_reaction_is_chosen_counted_joined_in_and_taken_back()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("reactions");
        await ben.EnterAsync("reactions");
        await ada.SendMessageAsync("Soup is ready");
        await Expect(ben.Saying("Soup is ready")).ToBeVisibleAsync();

        await ben.Saying("Soup is ready").HoverAsync();
        await ben.Saying("Soup is ready").Locator("[data-act=react]").ClickAsync();
        await Expect(ben.Page.GetByLabel("Search emoji")).ToBeFocusedAsync();
        await ben.Page.Keyboard.TypeAsync("soup");
        await ben.Page.Keyboard.PressAsync("Enter");
        var mine = ben.Saying("Soup is ready").Locator(".reaction");
        await Expect(mine).ToHaveAttributeAsync("aria-pressed", "true");
        var theirs = ada.Saying("Soup is ready").Locator(".reaction");
        await Expect(theirs).ToHaveAttributeAsync("aria-label", "soup, 1: ben");
        await Expect(theirs).ToHaveAttributeAsync("aria-pressed", "false");

        await theirs.ClickAsync();
        await Expect(mine).ToHaveAttributeAsync("aria-label", "soup, 2: you and ada");
        await Expect(mine).ToHaveTextAsync("🍲2");
        await ben.Page.ReloadAsync();
        await Expect(mine).ToHaveAttributeAsync("aria-label", "soup, 2: you and ada");
        await mine.ClickAsync();
        await Expect(theirs).ToHaveAttributeAsync("aria-label", "soup, 1: you");
        await theirs.ClickAsync();
        await Expect(mine).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_menu_is_reached_by_keys_and_gives_the_focus_back()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await ada.EnterAsync("menus");
        await ada.SendMessageAsync("Press a key");
        await Expect(ada.Saying("Press a key")).Not.ToHaveClassAsync(BrowserUser.Pending);
        var keys = ada.Page.Keyboard;
        await keys.PressAsync("Shift+F6");
        await Expect(ada.Saying("Press a key")).ToBeFocusedAsync();

        await keys.PressAsync("Shift+F10");
        await Expect(Item(ada, "React")).ToBeFocusedAsync();
        await keys.PressAsync("End");
        await Expect(Item(ada, "Delete")).ToBeFocusedAsync();
        await keys.PressAsync("ArrowDown");
        await Expect(Item(ada, "React")).ToBeFocusedAsync();
        await keys.PressAsync("e");
        await Expect(Item(ada, "Edit")).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Expect(ada.Saying("Press a key")).ToBeFocusedAsync();

        await keys.PressAsync("Enter");
        await Expect(ada.Saying("Press a key").Locator("[data-act=react]")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("ArrowRight");
        await keys.PressAsync("Enter");
        await Expect(ada.Saying("Press a key").Locator(".reaction")).ToHaveTextAsync("👎1");
    }

    [Fact]
    public async Task A_finger_that_rests_on_a_message_opens_its_menu()
    {
        await using var ada = await server.WelcomeAsync("ada", new Window(360, 740, Touch: true));
        await ada.EnterAsync("fingers");
        await ada.Composer.FillAsync("Press here");
        await ada.Page.TapAsync(".composer__send");
        await Expect(ada.Saying("Press here")).Not.ToHaveClassAsync(BrowserUser.Pending);
        var said = ada.Saying("Press here").Locator(".message__said");
        var finger = new
        {
            pointerType = "touch",
            bubbles = true,
            clientX = 50,
            clientY = 50,
        };
        await said.DispatchEventAsync("pointerdown", finger);
        await Expect(ada.Saying("Press here"))
            .ToHaveClassAsync(new System.Text.RegularExpressions.Regex("message--chosen"));
        await Expect(Item(ada, "Copy text")).ToBeHiddenAsync();
        await said.DispatchEventAsync("pointerup", finger);
        await Expect(Item(ada, "Copy text")).ToBeVisibleAsync();
        await Item(ada, "React").TapAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "thumbsup" }).TapAsync();
        await Expect(ada.Saying("Press here").Locator(".reaction")).ToHaveTextAsync("👍1");
    }

    [Fact]
    public async Task A_pin_is_listed_leads_back_to_its_message_and_can_be_taken_off()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("pins");
        await ben.EnterAsync("pins");
        await ada.SendMessageAsync("The key hangs behind the door");
        await Expect(ben.Saying("The key hangs")).ToBeVisibleAsync();
        await ada.FillAsync(80);
        await ada.Page.ReloadAsync();
        await Expect(ada.Saying("The key hangs")).ToHaveCountAsync(0);

        await ben.OpenMenuAsync("The key hangs");
        await ben.ChooseAsync("Pin");
        await Expect(ben.Page.Locator("pin-list .button .count")).ToHaveTextAsync("1");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Pinned messages" }).ClickAsync();
        await Expect(ada.Page.Locator(".pin")).ToContainTextAsync("The key hangs behind the door");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Show in the room" }).ClickAsync();
        await Expect(ada.Saying("The key hangs")).ToBeFocusedAsync();
        await Expect(ada.Saying("The key hangs")).ToBeInViewportAsync();

        await ada.OpenMenuAsync("The key hangs");
        await ada.ChooseAsync("Take the pin off");
        await Expect(ada.Page.Locator("pin-list .button .count")).ToBeHiddenAsync();
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Pinned messages" }).ClickAsync();
        await Expect(ben.Page.GetByText("Nothing is pinned")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_link_leads_to_its_message_however_old_and_says_when_there_is_none()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await ada.EnterAsync("links");
        await ada.SendMessageAsync("Where it all began");
        await Expect(ada.Saying("Where it all began")).Not.ToHaveClassAsync(BrowserUser.Pending);
        await ada.OpenMenuAsync("Where it all began");
        await ada.ChooseAsync("Copy link");
        await Expect(ada.Page.GetByText("Link copied")).ToBeVisibleAsync();
        var link = await ada.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        await ada.FillAsync(90);

        await ben.EnterAsync("links");
        await ben.Page.GotoAsync(link);
        await Expect(ben.Saying("Where it all began")).ToBeInViewportAsync();
        await Expect(ben.Saying("Where it all began")).ToBeFocusedAsync();
        await Expect(ben.Saying("line 090")).ToHaveCountAsync(0);
        await ben.Page.ClickAsync("text=To the newest");
        await Expect(ben.Saying("line 090")).ToBeInViewportAsync();

        await ben.Page.EvaluateAsync("location.hash = '#message-999999'");
        await Expect(ben.Page.GetByText("That message is not here any more.")).ToBeVisibleAsync();
        await Expect(ben.Saying("line 090")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Marked_unread_stays_unread_and_has_its_line()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("later");
        await ben.EnterAsync("later");
        await ada.SendMessageAsync("one");
        await ada.SendMessageAsync("two");
        await ada.SendMessageAsync("three");
        await Expect(ben.Saying("three")).ToBeVisibleAsync();

        await ben.OpenMenuAsync("two");
        await ben.ChooseAsync("Mark unread from here");
        await Expect(ben.Page.Locator("li.new + li.message")).ToContainTextAsync("two");
        await Expect(ben.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex(@"^\(2\) #later"));
        await ben.Page.WaitForFunctionAsync(
            "async () => (await (await fetch(`/api/chats/${location.pathname.split('/').pop()}`)).json()).unread === 2"
        );
        await ben.Page.GotoAsync("/");
        // Other tests of this class leave unread messages in their rooms.
        var place = ben.Page.Locator(".place--unread").Filter(new() { HasText = "later" });
        await Expect(place).ToContainTextAsync("later");
        await place.ClickAsync();
        await ben.BeReadyAsync();
        await Expect(ben.Page.Locator("li.new + li.message")).ToContainTextAsync("two");
    }

    [Fact]
    public async Task A_report_wants_a_reason_and_reaches_the_moderators()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await using var cleo = await server.WelcomeAsync("cleo");
        await ben.EnterAsync("reports");
        await cleo.EnterAsync("reports");
        await ben.SendMessageAsync("Buy my watches");
        await Expect(cleo.Saying("Buy my watches")).ToBeVisibleAsync();

        await cleo.OpenMenuAsync("Buy my watches");
        await cleo.ChooseAsync("Report…");
        await Expect(cleo.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel", Exact = true })).ToBeFocusedAsync();
        await cleo.Page.ClickAsync("text=Report message");
        await Expect(cleo.Page.GetByText("Say in a few words")).ToBeVisibleAsync();
        await Expect(cleo.Page.GetByLabel("What is wrong with it?")).ToBeFocusedAsync();
        await cleo.Page.Keyboard.TypeAsync("It is spam.");
        await cleo.Page.ClickAsync("text=Report message");
        await Expect(cleo.Page.GetByText("A moderator will look at it.")).ToBeVisibleAsync();
        var reports = (await ada.AskAsync("GET", "/api/admin/reports")).ToString();
        reports.ShouldContain("It is spam.");
        reports.ShouldContain("Buy my watches");
    }

    [Fact]
    public async Task What_blocked_people_say_is_folded_and_can_be_shown()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await using var cleo = await server.WelcomeAsync("cleo");
        foreach (var person in (BrowserUser[])[ada, ben, cleo])
            await person.EnterAsync("folds");
        await ben.SendMessageAsync("First insult");
        await Expect(cleo.Saying("First insult")).ToBeVisibleAsync();
        await cleo.AskAsync("PUT", "/api/blocks/ben");
        await cleo.Page.ReloadAsync();
        await ben.SendMessageAsync("Second insult");
        await Expect(ada.Saying("Second insult")).ToBeVisibleAsync();

        await Expect(cleo.Page.GetByText("2 messages hidden")).ToBeVisibleAsync();
        await Expect(cleo.Saying("insult")).ToHaveCountAsync(0);
        await cleo.Page.ClickAsync("[data-act=unfold]");
        await Expect(cleo.Saying("insult")).ToHaveCountAsync(2);
        await ben.SendMessageAsync("Third insult");
        await Expect(cleo.Page.GetByText("1 message hidden")).ToBeVisibleAsync();
        await cleo.AskAsync("DELETE", "/api/blocks/ben");
        await cleo.Page.ReloadAsync();
        await Expect(cleo.Saying("insult")).ToHaveCountAsync(3);
    }

    private static ILocator Item(BrowserUser person, string name) =>
        person.Page.GetByRole(AriaRole.Menuitem, new() { Name = name, Exact = true });
}
