using Foyer.Browser.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>One field for messages, people, rooms and events, by keys alone; without scripts a page.</summary>
public sealed class FinderTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Ctrl_k_finds_by_words_and_filters_and_leads_into_the_context()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ben.EnterAsync("projector room");
        await ben.PostAsync("The projector hums");
        await ada.Page.GotoAsync("/event-overview");

        await OpenAsync(ada);
        var options = ada.Page.Locator("search-dialog [role=option]");
        await ada.Page.Keyboard.TypeAsync("projector");
        await Expect(options.Filter(new() { HasText = "The projector hums" })).ToContainTextAsync("Message");
        await Expect(options.Filter(new() { HasText = "projector room" })).ToHaveCountAsync(1);

        await ada.Page.Keyboard.TypeAsync(" from:be");
        await Expect(options.First).ToContainTextAsync("from:ben");
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.Locator(".finder__input")).ToHaveValueAsync("projector from:ben ");
        await Expect(options).ToHaveCountAsync(1);
        await ada.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(options.First).ToHaveAttributeAsync("aria-selected", "true");
        await ada.Page.Keyboard.PressAsync("Enter");
        await ada.Page.WaitForURLAsync("**/rooms/*#message-*");
        await Expect(ada.Saying("The projector hums")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task It_closes_and_gives_the_focus_back_and_enter_alone_goes_to_the_page_of_the_search()
    {
        await using var cleo = await server.WelcomeAsync("cleo");
        await cleo.Page.GotoAsync("/room");
        await cleo.Page.FocusAsync("#name");
        await OpenAsync(cleo);
        await cleo.Page.Keyboard.PressAsync("Escape");
        await Expect(cleo.Page.Locator("search-dialog dialog")).ToBeHiddenAsync();
        await Expect(cleo.Page.Locator("#name")).ToBeFocusedAsync();

        await cleo.Page.ClickAsync(".sidebar__find");
        await cleo.Page.Keyboard.TypeAsync("unheard-of");
        await Expect(cleo.Page.Locator(".finder__said")).ToContainTextAsync("Nothing found for “unheard-of”");
        await cleo.Page.Keyboard.PressAsync("Enter");
        await cleo.Page.WaitForURLAsync("**/search?q=unheard-of");
        await Expect(cleo.Page.Locator("main")).ToContainTextAsync("Nothing found for “unheard-of”");
    }

    [Fact]
    public async Task Without_scripts_the_link_leads_to_a_page_with_the_same_filters()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await ada.EnterAsync("paper");
        await ada.PostAsync("A word on paper");
        await using var plain = await server.WelcomeAsync("ada", new Window(Scripts: false));

        await plain.Page.GotoAsync("/room");
        await plain.Page.ClickAsync(".sidebar__find");
        await plain.Page.WaitForURLAsync("**/search");
        await plain.Page.FillAsync("#q", "paper");
        await plain.Page.ClickAsync("summary");
        await plain.Page.FillAsync("#in", "paper");
        await plain.Page.SelectOptionAsync("#has", "");
        await plain.Page.PressAsync("#in", "Enter");

        var found = plain.Page.Locator("section").Filter(new() { HasText = "Messages" }).Locator(".list__row");
        await Expect(found).ToContainTextAsync("A word on paper");
        await found.Locator("a").ClickAsync();
        await Expect(plain.Saying("A word on paper")).ToBeVisibleAsync();
    }

    private static async Task OpenAsync(BrowserUser person)
    {
        await person.AwakeAsync("search-dialog");
        await person.Page.Keyboard.PressAsync("Control+k");
        await Expect(person.Page.Locator("search-dialog dialog")).ToBeVisibleAsync();
    }
}
