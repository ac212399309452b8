using System.Text.Json;
using System.Text.RegularExpressions;
using Foyer.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>Where a room opens, and that nothing but the reader moves it from there.</summary>
public sealed class ScrollTests(UnreadRooms rooms) : IClassFixture<UnreadRooms>
{
    private static readonly Window Desk = new(1440, 900);
    private static readonly Window Phone = new(360, 640, Touch: true);

    public static TheoryData<int, bool> Openings =>
        new()
        {
            { 41, false },
            { 41, true },
            { 450, false },
            { 450, true },
            { 5000, false },
            { 5000, true },
        };

    [Theory, MemberData(nameof(Openings))]
    public async Task A_room_opens_at_the_New_line_and_stays_there(int unread, bool touch)
    {
        await using var ben = await rooms.OpenAsync(unread, touch ? Phone : Desk);
        var fetched = Fetches(ben);
        var opened = await PlaceAsync(ben);
        await Expect(ben.Page.Locator("li.new + li.message")).ToContainTextAsync("unread");
        opened.NewLine.ShouldNotBeNull().ShouldBeInRange(0, opened.Height / 2);
        await SettleAsync(ben);

        (await PlaceAsync(ben)).ShouldBe(opened);
        fetched.ShouldBeEmpty();
        await Expect(ben.Page.Locator("new-messages")).ToContainTextAsync($"{unread} new since");
        await ExpectStillDocumentAsync(ben);
    }

    [Theory]
    [InlineData("wheel")]
    [InlineData("Home")]
    [InlineData("script")]
    public async Task One_scroll_action_fetches_one_page_and_keeps_the_place(string how)
    {
        foreach (var unread in (int[])[0, 450])
        {
            await using var ben = await rooms.OpenAsync(unread, Desk);
            var fetched = Fetches(ben);
            await SettleAsync(ben);
            var oldest = await ben.Messages.First.GetAttributeAsync("id");
            await ScrollAsync(ben, how);
            await ben.Page.WaitForFunctionAsync(
                "before => document.querySelectorAll('li.message').length > before",
                unread == 0 ? 40 : 60
            );
            await SettleAsync(ben);
            var reached = await PlaceAsync(ben);
            await SettleAsync(ben);

            fetched.Count.ShouldBe(1, string.Join('\n', fetched));
            (await PlaceAsync(ben)).ShouldBe(reached);
            // The page came when less than its margin of 400 pixels was left, and nothing moved then.
            var list = await ben.Page.Locator("message-list").BoundingBoxAsync();
            var edge = await ben.Page.Locator($"#{oldest}").BoundingBoxAsync();
            (edge!.Y - list!.Y).ShouldBeInRange(-400, 100);
            await ExpectStillDocumentAsync(ben);
        }
    }

    [Fact]
    public async Task Repeated_actions_lead_to_the_start_of_the_room_and_no_action_moves_what_is_read()
    {
        await using var ben = await rooms.OpenAsync(0, Desk);
        for (var oldest = await OldestAsync(ben); !oldest.Contains("0001"); oldest = await OldestAsync(ben))
        {
            var before = await ben.Messages.CountAsync();
            await ScrollAsync(ben, "wheel");
            await ben.Page.WaitForFunctionAsync(
                "before => document.querySelectorAll('li.message').length > before",
                before
            );
            var at = await ben.Saying(oldest).BoundingBoxAsync();
            at!.Y.ShouldBeInRange(0, 300, oldest);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/room")]
    [InlineData("/event-overview")]
    [InlineData("/settings")]
    [InlineData("/admin")]
    [InlineData("room")]
    public async Task Whatever_scrolls_is_positioned_and_the_document_does_not_scroll(string path)
    {
        foreach (var window in (Window[])[Desk, Phone])
        {
            // Ada owns the server, and sees every page.
            await using var person = await rooms.Server.WelcomeAsync("ada", window);
            await person.GoAsync(path == "room" ? $"/rooms/{rooms[450]}" : path);
            var unpositioned = await person.Page.EvaluateAsync<string[]>(
                """
                [...document.querySelectorAll("body *")].filter((element) => {
                  const { overflowX, overflowY, position } = getComputedStyle(element);
                  return element.firstElementChild && position === "static" && [overflowX, overflowY].some((overflow) => overflow === "auto" || overflow === "scroll");
                }).map(({ localName, className }) => `${localName}.${className}`)
                """
            );
            unpositioned.ShouldBeEmpty(path);
            await ExpectStillDocumentAsync(person);
        }
    }

    [Fact]
    public async Task Mark_as_read_means_everything_also_what_the_page_has_not_loaded()
    {
        var room = await rooms.MakeAsync(450);
        await using var ben = await rooms.EnterAsync(room, Desk);
        var pill = ben.Page.Locator("new-messages");
        await Expect(pill).ToContainTextAsync("450 new since");

        await ben.Page.ClickAsync("text=Mark as read");

        await Expect(pill).Not.ToContainTextAsync("Mark as read", new() { UseInnerText = true });
        await Expect(pill).ToContainTextAsync("To the newest");
        await ben.GoAsync("/");
        await Expect(ben.Page.Locator($".place[data-chat='{room}']")).Not.ToHaveClassAsync(new Regex("place--unread"));
        (await ben.AskAsync("GET", $"/api/chats/{room}")).GetProperty("unread").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task The_pill_counts_what_arrives_and_goes_beyond_what_is_loaded()
    {
        var room = await rooms.MakeAsync(60);
        await using var ben = await rooms.EnterAsync(room, Desk);
        var opened = await PlaceAsync(ben);
        await using var ada = await rooms.Server.WelcomeAsync("ada");
        var pill = ben.Page.Locator("new-messages");
        await Expect(pill).ToContainTextAsync("60 new since");
        var path = $"/api/chats/{room}/messages";

        var last = (await ada.AskAsync("POST", path, new { text = "one more" })).GetProperty("id").GetInt64();
        await Expect(pill).ToContainTextAsync("61 new since");
        await ada.AskAsync("DELETE", $"/api/messages/{last}");
        await Expect(pill).ToContainTextAsync("60 new since");
        (await PlaceAsync(ben)).ShouldBe(opened);

        await ben.Page.Locator("[data-tells=jump]").ClickAsync();
        await Expect(ben.Saying("unread 0060")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task The_server_s_own_list_does_not_move_when_the_script_takes_over()
    {
        foreach (var unread in (int[])[0, 450])
        {
            await using var ben = await rooms.Server.WelcomeAsync("ben", Desk);
            var release = new TaskCompletionSource();
            await ben.Page.RouteAsync(
                "**/elements/room-pane*.js",
                async route =>
                {
                    await release.Task;
                    await route.ContinueAsync();
                }
            );
            await ben.Page.GotoAsync($"/rooms/{rooms[unread]}", new() { WaitUntil = WaitUntilState.Commit });
            await ben.Page.Locator(".members").WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await ben.Page.EvaluateAsync("document.fonts.ready");
            var before = await PositionsAsync(ben);
            release.SetResult();
            await ben.BeReadyAsync();
            await SettleAsync(ben);

            (await PositionsAsync(ben)).ShouldBe(before);
            before.Length.ShouldBeGreaterThan(10);
        }
    }

    [Fact]
    public async Task What_changes_its_size_above_or_below_moves_nothing_that_is_read()
    {
        await using var ben = await rooms.OpenAsync(450, Phone);
        var before = await PositionsAsync(ben);
        await ben.Page.EvaluateAsync(
            """
            () => {
              const items = [...document.querySelectorAll("li.message")];
              const top = document.querySelector("message-list").getBoundingClientRect().top;
              const above = items.filter((item) => item.getBoundingClientRect().bottom < top);
              for (const item of [above[0], above.at(-1), items.at(-1)]) item.append(Object.assign(new Image(), { width: 100, height: 300 }));
            }
            """
        );
        await SettleAsync(ben);
        (await PositionsAsync(ben)).ShouldBe(before);
    }

    private static async Task<string[]> PositionsAsync(BrowserUser ben) =>
        await ben.Page.EvaluateAsync<string[]>(
            """
            () => {
              const view = document.querySelector("message-list").getBoundingClientRect();
              return [...document.querySelectorAll(".room__messages > li")]
                .map((item) => [item, item.getBoundingClientRect()])
                .filter(([, { bottom, top }]) => bottom > view.top && top < view.bottom)
                .map(([item, { top }]) => `${item.id || item.className} ${Math.round(top)}`);
            }
            """
        );

    private static async Task<string> OldestAsync(BrowserUser ben) =>
        await ben.Messages.Locator(".message__said").Filter(new() { HasText = "read" }).First.InnerTextAsync();

    private static async Task ScrollAsync(BrowserUser ben, string how)
    {
        var list = await ben.Page.Locator("message-list").BoundingBoxAsync();
        await ben.Page.Mouse.MoveAsync(list!.X + 200, list.Y + 200);
        switch (how)
        {
            case "wheel":
                await ben.Page.Mouse.WheelAsync(0, -100_000);
                break;
            case "script":
                await ben.Page.EvaluateAsync("document.querySelector('message-list').scrollTop = 0");
                break;
            default:
                await ben.Page.EvaluateAsync("document.querySelector('#log').focus({ preventScroll: true })");
                await ben.Page.Keyboard.PressAsync(how);
                break;
        }
    }

    /// <summary>The addresses of the history that the page asks for from now on.</summary>
    private static List<string> Fetches(BrowserUser ben)
    {
        var fetched = new List<string>();
        ben.Page.Request += (_, request) =>
        {
            if (request.Url.Contains("/messages?", StringComparison.Ordinal))
                fetched.Add(request.Url);
        };
        return fetched;
    }

    /// <summary>Returns once everything that the page is about to do has been done: responses, frames, timers of half a second.</summary>
    private static async Task SettleAsync(BrowserUser ben)
    {
        await ben.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await ben.Page.EvaluateAsync(
            """
            async () => {
              const log = document.querySelector("message-list");
              for (let still = 0, top = log.scrollTop; still < 30; still = log.scrollTop === top ? still + 1 : 0) {
                top = log.scrollTop;
                await new Promise(requestAnimationFrame);
              }
            }
            """
        );
    }

    private static async Task<Place> PlaceAsync(BrowserUser ben) =>
        (
            await ben.Page.EvaluateAsync(
                """
                () => {
                  const log = document.querySelector("message-list");
                  const { top, height } = log.getBoundingClientRect();
                  const line = log.querySelector(".new");
                  const first = [...log.querySelectorAll("li.message")].find((item) => item.getBoundingClientRect().bottom > top);
                  return { top: Math.round(log.scrollTop), height: Math.round(height), newLine: line && Math.round(line.getBoundingClientRect().top - top), reading: first.id };
                }
                """
            )
        )!.Value.Deserialize<Place>(JsonSerializerOptions.Web)!;

    private static async Task ExpectStillDocumentAsync(BrowserUser ben) =>
        (
            await ben.Page.EvaluateAsync<int[]>(
                "[document.scrollingElement.scrollTop, document.scrollingElement.scrollHeight - document.scrollingElement.clientHeight]"
            )
        ).ShouldBe([0, 0]);

    private sealed record Place(int Top, int Height, int? NewLine, string Reading);
}
