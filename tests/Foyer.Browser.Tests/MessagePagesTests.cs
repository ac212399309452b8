using Foyer.Browser.Tests.Fixtures;
using Microsoft.Playwright;
using static Foyer.Browser.Tests.Fixtures.AccessibilityCheck;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>A room with everything that a message can be, and all that opens over it, in three windows.</summary>
public sealed class MessagePagesTests(SampleDataFixture furnished) : IClassFixture<SampleDataFixture>
{
    [Theory]
    [InlineData(Screen.Desk)]
    [InlineData(Screen.Tablet)]
    [InlineData(Screen.Phone)]
    public async Task Everything_in_a_room_is_sound(Screen screen)
    {
        await using var cleo = await furnished.Server.WelcomeAsync("cleo", screen.Window());
        await cleo.EnterAsync("cinema");
        await Expect(cleo.Page.Locator(".attachment__image")).ToBeVisibleAsync();
        await Expect(cleo.Page.Locator("[data-group=here]")).ToContainTextAsync("cleo");
        await CheckCurrentPageAsync(cleo, "rich");
        await cleo.Composer.FillAsync("/help");
        await cleo.Page.ClickAsync(".composer__send");
        await Expect(cleo.Page.Locator(".message--answer").Last).ToBeVisibleAsync();
        await CheckCurrentPageAsync(cleo, "rich-answer");
        await cleo.Page.Locator("[data-act=dismiss]").Last.ClickAsync();

        await cleo.Composer.FillAsync("");
        await cleo.Composer.PressSequentiallyAsync("Thanks @");
        await Expect(cleo.Page.Locator("[role=option]").First).ToBeVisibleAsync();
        await CheckCurrentPageAsync(cleo, "rich-completion");
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
        await CheckCurrentPageAsync(cleo, "rich-files");
        for (var left = 3; left > 0; left--)
            await cleo.Page.Locator(".upload [data-remove]").First.ClickAsync();

        await cleo.Page.Locator("pin-list > button").ClickAsync();
        await Expect(cleo.Page.Locator(".pin")).ToBeVisibleAsync();
        await CheckCurrentPageAsync(cleo, "rich-pins");
        await cleo.Page.Keyboard.PressAsync("Escape");

        var picture = cleo.Page.Locator("li.message", new() { Has = cleo.Page.Locator(".attachment__image") }).Last;
        await picture.FocusAsync();
        await cleo.Page.Keyboard.PressAsync("Shift+F10");
        await Expect(cleo.Page.GetByRole(AriaRole.Menuitem).First).ToBeFocusedAsync();
        await CheckCurrentPageAsync(cleo, "rich-menu");
        await cleo.ChooseAsync("React");
        await Expect(cleo.Page.GetByLabel("Search emoji")).ToBeVisibleAsync();
        await CheckCurrentPageAsync(cleo, "rich-picker");
        await cleo.Page.Keyboard.PressAsync("Escape");
        await picture.FocusAsync();
        await cleo.Page.Keyboard.PressAsync("Shift+F10");
        await cleo.ChooseAsync("Report…");
        await CheckCurrentPageAsync(cleo, "rich-report");
        await cleo.Page.Keyboard.PressAsync("Escape");
        await picture.Locator(".attachment__open").ClickAsync();
        await Expect(cleo.Page.Locator(".viewer__image")).ToBeVisibleAsync();
        await CheckCurrentPageAsync(cleo, "rich-viewer");
    }
}
