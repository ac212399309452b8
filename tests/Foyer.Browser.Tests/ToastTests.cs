using Foyer.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>What is said in passing: in whose way it is, how long it stays, how it goes.</summary>
public sealed class ToastTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    public static TheoryData<int, int, string> Pages =>
        new()
        {
            { 1440, 900, "room" },
            { 800, 900, "room" },
            { 360, 640, "room" },
            { 1440, 900, "/event-overview" },
            { 800, 900, "/event-overview" },
            { 360, 640, "/event-overview" },
            { 360, 640, "/" },
        };

    [Theory, MemberData(nameof(Pages))]
    public async Task Toasts_cover_neither_what_one_writes_nor_the_newest_nor_the_ways_on(
        int width,
        int height,
        string page
    )
    {
        await using var ada = await server.WelcomeAsync("ada", new Window(width, height, Touch: width < 700));
        await ada.EnterAsync("toast");
        for (var i = 0; i < 3; i++)
            await ada.AskOfRoomAsync("POST", "/messages", new { text = $"Message {i}" });
        if (page != "room")
            await ada.GoAsync(page);
        await ada.AwakeAsync("toast-stack");
        foreach (
            var words in (string[])
                ["First", "Second", "Third with rather more words than the others, so that it breaks"]
        )
            await ToastAsync(ada, words);

        await Expect(ada.Page.Locator(".toast")).ToHaveCountAsync(3);
        var covered = await ada.Page.EvaluateAsync<string[]>(
            """
            [".composer", "li.message:last-of-type", ".room__head", ".mainnav", ".sidebar", ".sidebar__me", "[form=sign-out]"].filter((selector) => {
              const parts = [...document.querySelectorAll(selector)].filter((part) => part.checkVisibility());
              const boxes = [...document.querySelectorAll(".toast")].map((toast) => toast.getBoundingClientRect());
              return parts.map((part) => part.getBoundingClientRect()).some((part) => boxes.some(
                (box) => box.left < part.right && part.left < box.right && box.top < part.bottom && part.top < box.bottom));
            })
            """
        );
        covered.ShouldBeEmpty();
        var outside = await ada.Page.EvaluateAsync<int>(
            "[...document.querySelectorAll('.toast')].filter((toast) => { const { left, right, top, bottom } = toast.getBoundingClientRect(); return left < 0 || top < 0 || right > innerWidth || bottom > innerHeight; }).length"
        );
        outside.ShouldBe(0);
    }

    [Fact]
    public async Task At_most_three_are_shown_errors_stay_and_each_can_be_closed()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await ada.EnterAsync("toast");
        await ToastAsync(ada, "This went wrong", danger: true);
        foreach (var words in (string[])["One", "Two", "Three"])
            await ToastAsync(ada, words);
        var toasts = ada.Page.Locator(".toast");
        await Expect(toasts)
            .ToHaveTextAsync([
                new System.Text.RegularExpressions.Regex("This went wrong"),
                new System.Text.RegularExpressions.Regex("Two"),
                new System.Text.RegularExpressions.Regex("Three"),
            ]);

        var close = toasts.First.GetByRole(AriaRole.Button, new() { Name = "Close" });
        await Expect(toasts).ToHaveCountAsync(1);
        await Expect(toasts).ToContainTextAsync("This went wrong");
        await ada.Composer.FocusAsync();
        await close.FocusAsync();
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(toasts).ToHaveCountAsync(0);
        await Expect(ada.Composer).ToBeFocusedAsync();
    }

    private static Task ToastAsync(BrowserUser person, string words, bool danger = false) =>
        person.Page.EvaluateAsync(
            """
            ([words, danger]) => document.dispatchEvent(
              new CustomEvent("toast", { detail: { words, actions: [], danger, stays: danger, lasts: false } }))
            """,
            new object[] { words, danger }
        );
}
