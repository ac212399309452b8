using Foyer.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>Everything without a mouse.</summary>
public sealed class KeyboardTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task One_signs_in_enters_talks_replies_and_leaves_by_keys_alone()
    {
        await using var ben = await server.WelcomeAsync("ben");
        await ben.EnterAsync("keys");
        await ben.PostAsync("First");
        await ben.PostAsync("Second");
        await using var ada = await server.WelcomeAsync("ada");
        await ada.Context.ClearCookiesAsync();
        var keys = ada.Page.Keyboard;

        await ada.Page.GotoAsync("/login");
        await Expect(ada.Page.Locator("#login")).ToBeFocusedAsync();
        await keys.TypeAsync("ada");
        await keys.PressAsync("Tab");
        await keys.TypeAsync(BrowserUser.Password);
        await keys.PressAsync("Enter");
        await ada.Page.WaitForURLAsync("**/room");
        await TabToAsync(ada.Page, "#name");
        await keys.TypeAsync("keys");
        await keys.PressAsync("Enter");
        await ada.Page.WaitForURLAsync("**/rooms/*");
        await ada.BeReadyAsync();
        await Expect(ada.Composer).ToBeFocusedAsync();

        await keys.PressAsync("Shift+Tab");
        await Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = "Add files" })).ToBeFocusedAsync();
        await keys.PressAsync("Shift+Tab");
        await Expect(ada.Saying("ada has joined")).ToBeFocusedAsync();
        await keys.PressAsync("ArrowUp");
        await Expect(ada.Saying("Second")).ToBeFocusedAsync();
        await keys.PressAsync("Home");
        await keys.PressAsync("End");
        await keys.PressAsync("ArrowUp");
        await keys.PressAsync("r");
        await Expect(ada.Composer).ToBeFocusedAsync();
        await keys.TypeAsync("Two lines");
        await keys.PressAsync("Shift+Enter");
        await keys.TypeAsync("in one message");
        await keys.PressAsync("Enter");
        await Expect(ben.Saying("Two lines")).ToContainTextAsync("in one message");
        await Expect(ben.Saying("Two lines").Locator(".reply")).ToContainTextAsync("Second");

        await keys.PressAsync("Shift+F6");
        await Expect(ada.Page.Locator("li.message:focus")).ToContainTextAsync("Second");
        await keys.PressAsync("F6");
        await Expect(ada.Composer).ToBeFocusedAsync();

        await keys.PressAsync("Control+f");
        await Expect(ada.Page.Locator("search-dialog input")).ToHaveValueAsync("in:keys ");
        await keys.TypeAsync("second");
        var found = ada.Page.Locator("search-dialog [role=option]");
        await Expect(found).ToHaveCountAsync(1);
        await Expect(found).ToContainTextAsync("Second");
        await keys.PressAsync("Escape");
        await keys.PressAsync("Shift+F6");
        await keys.PressAsync("?");
        var letters = ada.Page.GetByLabel("Single letters and ? are keys");
        await letters.FocusAsync();
        await keys.PressAsync("Space");
        await Expect(letters).Not.ToBeCheckedAsync();
        await keys.PressAsync("Escape");
        await keys.PressAsync("r");
        await keys.PressAsync("?");
        await Expect(ada.Page.Locator("shortcut-list dialog")).ToBeHiddenAsync();
        await Expect(ada.Page.Locator("li.message:focus")).ToBeVisibleAsync();

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Leave" }).First.FocusAsync();
        await keys.PressAsync("Enter");
        await Expect(ada.Page.Locator("dialog >> text=Stay")).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        await Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = "Leave" }).First).ToBeFocusedAsync();
    }

    [Theory]
    [InlineData(1440, "mainnav, sidebar__scroll, room__head, room__scroll, room__foot, members")]
    [InlineData(800, "mainnav, sidebar__scroll, room__head, room__scroll, room__foot, members")]
    [InlineData(360, "room__head, room__scroll, room__foot, members")]
    public async Task F6_goes_round_all_regions_of_a_room_in_both_directions(int width, string regions)
    {
        await using var ada = await server.WelcomeAsync("ada", new Window(width, 800));
        await ada.EnterAsync($"regions {width}");
        await ada.PostAsync("Something to stand on");
        var round = regions.Split(", ");
        await ada.Composer.FocusAsync();
        var start = Array.IndexOf(round, "room__foot");
        foreach (var (key, step) in ((string, int)[])[("F6", 1), ("Shift+F6", round.Length - 1)])
            for (var at = 1; at <= round.Length; at++)
            {
                await ada.Page.Keyboard.PressAsync(key);
                var region = round[(start + at * step) % round.Length];
                (await RegionAsync(ada.Page)).ShouldBe(region, $"{key} {at} at {width}");
            }
        await Expect(ada.Composer).ToBeFocusedAsync();
        await Expect(ada.Page.Locator(".members:popover-open")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task F6_goes_round_a_page_without_a_room()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await ada.EnterAsync("elsewhere");
        await ada.GoAsync("/room");
        foreach (var region in (string[])["mainnav", "sidebar__scroll", "app__main", "mainnav"])
        {
            await ada.Page.Keyboard.PressAsync("F6");
            (await RegionAsync(ada.Page)).ShouldBe(region);
        }
    }

    [Fact]
    public async Task Shift_and_Escape_mark_all_rooms_as_read()
    {
        await using var cleo = await server.WelcomeAsync("cleo");
        await using var dora = await server.WelcomeAsync("dora");
        foreach (var room in (string[])["north", "south"])
        {
            await dora.EnterAsync(room);
            await cleo.EnterAsync(room);
        }
        await dora.GoAsync("/event-overview");
        var unread = dora.Page.Locator(".sidebar__scroll .place--unread");
        await cleo.PostAsync("Blue paint is out");
        await cleo.EnterAsync("north");
        await cleo.SendMessageAsync("@dora the key is with ada");
        await Expect(unread).ToHaveCountAsync(2);

        await dora.Page.Keyboard.PressAsync("Shift+Escape");

        await Expect(dora.Page.GetByText("Everything is marked as read")).ToBeVisibleAsync();
        await Expect(unread).ToHaveCountAsync(0);
        await Expect(dora.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("^Events"));
    }

    private static Task<string?> RegionAsync(IPage page) =>
        page.EvaluateAsync<string?>(
            """
            [".mainnav", ".sidebar__scroll", ".room__head", ".room__scroll", ".room__foot", ".members", ".app__main"]
              .find((region) => document.activeElement.closest(region) && document.activeElement.checkVisibility())?.slice(1)
            """
        );

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var i = 0; i < 40; i++)
        {
            if (await page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector)", selector))
                return;
            await page.Keyboard.PressAsync("Tab");
        }
        throw new InvalidOperationException($"Tab does not reach {selector}.");
    }
}
