using System.Text.RegularExpressions;
using Foyer.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>A private room from its making to its end, by those who look after it and those who come by a link.</summary>
public sealed partial class RoomSettingsTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_private_room_is_made_shared_by_a_link_renamed_and_deleted()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.Page.GotoAsync("/room");
        await ada.Page.GetByText("Make a private room").ClickAsync();
        await ada.Page.FillAsync("#private-name", "cellar");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Make it" }).ClickAsync();
        await ada.Page.WaitForURLAsync(Room());
        await ada.BeReadyAsync();
        var room = ada.Page.Url;

        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Room settings" }).First.ClickAsync();
        var settings = ada.Page.Locator("settings-dialog > dialog[open]");
        await settings.GetByRole(AriaRole.Tab, new() { Name = "Notifications" }).PressAsync("End");
        await Expect(settings.GetByRole(AriaRole.Tab, new() { Name = "Its end" })).ToBeFocusedAsync();
        await settings.GetByRole(AriaRole.Tab, new() { Name = "Name and topic" }).ClickAsync();
        await settings.Locator("#name").FillAsync(" ");
        await settings.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(settings.Locator("#name-error")).ToBeVisibleAsync();
        await Expect(settings.Locator("#name")).ToBeFocusedAsync();
        await settings.Locator("#name").FillAsync("cellar");
        await settings.Locator("#topic").FillAsync("What to open");
        await settings.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(ada.Page.Locator("[data-room-topic]")).ToHaveTextAsync("What to open");
        await settings.GetByRole(AriaRole.Tab, new() { Name = "Invite people" }).ClickAsync();
        await settings.GetByRole(AriaRole.Button, new() { Name = "Make a link" }).ClickAsync();
        var link = await settings.Locator("a[href*='/join/']").GetAttributeAsync("href");
        await Expect(ada.Page.Locator(".toast").Filter(new() { HasText = "The link is ready." })).ToBeVisibleAsync();
        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(settings).ToHaveCountAsync(0);
        await Expect(ada.Page.GetByRole(AriaRole.Link, new() { Name = "Room settings" }).First).ToBeFocusedAsync();
        ada.Page.Url.ShouldBe(room);
        await ben.Page.GotoAsync(link!);
        await Expect(ben.Page.GetByRole(AriaRole.Heading, new() { Name = "cellar" })).ToBeVisibleAsync();
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Join cellar" }).ClickAsync();
        await ben.Page.WaitForURLAsync(Room());
        await ben.BeReadyAsync();
        await ben.HearAsync();

        await ada.Page.GotoAsync(room + "/settings");
        await ada.Page.FillAsync("#name", "Wine cellar");
        await ada.Page.FillAsync("#topic", "What to open next");
        await ada.Page.Locator("form[action*='handler=Change'] button").ClickAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "Wine cellar" })).ToBeVisibleAsync();
        await Expect(ben.Page.Locator("[data-room-name]")).ToHaveTextAsync("Wine cellar");
        await Expect(ben.Page.Locator("[data-room-topic]")).ToHaveTextAsync("What to open next");

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Put out ben" }).First.ClickAsync();
        await ada.Page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Put ben out" }).ClickAsync();
        await Expect(ada.Page.GetByText("ben is out of the room.")).ToBeVisibleAsync();
        await ben.Page.WaitForURLAsync("**/room");
        await Expect(ben.Page.GetByText("You are not in Wine cellar any more.")).ToBeVisibleAsync();
        (await ben.Page.GotoAsync(room))!.Status.ShouldBe(404);

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Delete the room" }).ClickAsync();
        await ada
            .Page.Locator("dialog[open]")
            .GetByRole(AriaRole.Button, new() { Name = "Delete Wine cellar" })
            .ClickAsync();
        await ada.Page.WaitForURLAsync("**/room");
        await Expect(ada.Page.GetByText("The room is deleted.")).ToBeVisibleAsync();
        (await ada.Page.GotoAsync(room))!.Status.ShouldBe(404);
    }

    [GeneratedRegex(@"/rooms/\d+$")]
    private static partial Regex Room();
}
