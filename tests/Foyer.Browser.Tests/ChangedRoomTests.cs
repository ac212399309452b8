using Foyer.Browser.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>A room that changes while one looks at it.</summary>
public sealed class ChangedRoomTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_new_name_and_topic_are_seen_at_once_in_the_head_and_in_the_list()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await using var cleo = await server.WelcomeAsync("cleo");
        foreach (var person in (BrowserUser[])[ada, ben, cleo])
            await person.EnterAsync("old name");
        await cleo.GoAsync("/");
        await ada.AskOfRoomAsync("PATCH", "", new { name = "new name", topic = "What has changed" });
        await Expect(ben.Page.Locator("[data-room-name]")).ToHaveTextAsync("new name");
        await Expect(ben.Page.Locator("[data-room-topic]")).ToHaveTextAsync("What has changed");
        await Expect(cleo.Page.Locator(".sidebar__scroll")).ToContainTextAsync("new name");
    }

    [Fact]
    public async Task A_closed_room_can_be_read_and_no_longer_written_to_and_a_deleted_one_closes_its_door()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ada.EnterAsync("closing");
        await ben.EnterAsync("closing");
        await ben.SendMessageAsync("Before it closes");
        await Expect(ada.Saying("Before it closes")).ToBeVisibleAsync();
        await ada.AskOfRoomAsync("PATCH", "", new { archived = true });
        await Expect(ben.Page.GetByText("This room is closed.")).ToBeVisibleAsync();
        await Expect(ben.Composer).ToBeHiddenAsync();
        await Expect(ben.Saying("Before it closes")).ToBeVisibleAsync();
        await ada.AskOfRoomAsync("PATCH", "", new { archived = false });
        await Expect(ben.Composer).ToBeVisibleAsync();

        await ada.AskOfRoomAsync("DELETE", "");
        await ben.Page.WaitForURLAsync("**/room");
        await Expect(ben.Page.Locator(".toast")).ToContainTextAsync("closing was deleted.");
    }

    [Fact]
    public async Task Whoever_is_put_out_sees_it_and_loses_the_place_in_the_list()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await using var cleo = await server.WelcomeAsync("cleo");
        foreach (var person in (BrowserUser[])[ada, ben, cleo])
            await person.EnterAsync("narrow");
        await cleo.GoAsync("/");
        await ada.AskOfRoomAsync("DELETE", "/members/ben");
        await ada.AskOfRoomAsync("DELETE", "/members/cleo");
        await Expect(ben.Page.GetByText("You are not in this room any more.")).ToBeVisibleAsync();
        await Expect(ben.Composer).ToBeHiddenAsync();
        await Expect(cleo.Page.Locator(".sidebar__scroll .place", new() { HasText = "narrow" })).ToHaveCountAsync(0);
    }
}
