using Foyer.Browser.Tests.House;
using static Foyer.Browser.Tests.House.Inspection;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>What one sees at the door, and around one's own account.</summary>
public sealed class AccountPagesTests(OpenHouse house) : IClassFixture<OpenHouse>
{
    [Theory]
    [InlineData(Screen.Desk)]
    [InlineData(Screen.Phone)]
    public async Task Pages_for_visitors_are_sound(Screen screen)
    {
        await using var visitor = await house.VisitAsync(screen.Window());
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
            await CheckAsync(visitor, path);
        await visitor.Page.GotoAsync("/register");
        await visitor.Page.FillAsync("#username", "a b  c");
        await visitor.Page.ClickAsync("main button[type=submit]");
        await Expect(visitor.Page.Locator(".summary")).ToBeVisibleAsync();
        await InspectAsync(visitor, "register-refused");
    }

    [Theory]
    [InlineData(Screen.Desk)]
    [InlineData(Screen.Phone)]
    public async Task Pages_of_accounts_are_sound(Screen screen)
    {
        await using var emil = await house.WelcomeAsync("emil");
        await using var fay = await house.WelcomeAsync("fay", screen.Window());
        await fay.Page.GotoAsync("/profile/emil");
        await InspectAsync(fay, "profile-other");
        await fay.Page.ClickAsync("text=Block");
        await Expect(fay.Page.GetByText("Block emil?")).ToBeVisibleAsync();
        await InspectAsync(fay, "profile-block");
        await fay.Page.Locator("dialog[open] [value=yes]").ClickAsync();
        await fay.Page.WaitForURLAsync("**/friends#blocked");
        await InspectAsync(fay, "friends-blocked");
        foreach (
            var path in (string[])
                ["/profile", "/profile-edit", "/friends", "/settings", "/settings/privacy", "/settings/data"]
        )
            await CheckAsync(fay, path);
        await fay.Page.GotoAsync("/friends");
        await fay.Page.ClickAsync("text=Unblock");
        await fay.Page.WaitForURLAsync("**/friends");
        await fay.Page.GotoAsync("/settings");
        await fay.Page.ClickAsync("text=Set it up");
        await Expect(fay.Page.GetByAltText("QR code for your authenticator app")).ToBeVisibleAsync();
        await InspectAsync(fay, "settings-two-step");
        await using var visitor = await house.VisitAsync(screen.Window());
        foreach (var path in (string[])["/password-reset", "/unsubscribe", "/confirm"])
            await CheckAsync(visitor, path);
    }
}
