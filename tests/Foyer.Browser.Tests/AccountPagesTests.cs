using Foyer.Browser.Tests.Fixtures;
using static Foyer.Browser.Tests.Fixtures.AccessibilityCheck;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>The pages of registration and sign-in, and those of one's own account.</summary>
public sealed class AccountPagesTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData(Screen.Desk)]
    [InlineData(Screen.Phone)]
    public async Task Pages_for_visitors_are_sound(Screen screen)
    {
        await using var user = await server.VisitAsync(screen.Window());
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
            await CheckAsync(user, path);
        await user.Page.GotoAsync("/register");
        await user.Page.FillAsync("#username", "a b  c");
        await user.Page.ClickAsync("main button[type=submit]");
        await Expect(user.Page.Locator(".summary")).ToBeVisibleAsync();
        await CheckPageAsync(user, "register-refused");
    }

    [Theory]
    [InlineData(Screen.Desk)]
    [InlineData(Screen.Phone)]
    public async Task Pages_of_accounts_are_sound(Screen screen)
    {
        await using var emil = await server.WelcomeAsync("emil");
        await using var fay = await server.WelcomeAsync("fay", screen.Window());
        await fay.Page.GotoAsync("/profile/emil");
        await CheckPageAsync(fay, "profile-other");
        await fay.Page.ClickAsync("text=Block");
        await Expect(fay.Page.GetByText("Block emil?")).ToBeVisibleAsync();
        await CheckPageAsync(fay, "profile-block");
        await fay.Page.Locator("dialog[open] [value=yes]").ClickAsync();
        await fay.Page.WaitForURLAsync("**/friends#blocked");
        await CheckPageAsync(fay, "friends-blocked");
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
        await CheckPageAsync(fay, "settings-two-step");
        await using var user = await server.VisitAsync(screen.Window());
        foreach (var path in (string[])["/password-reset", "/unsubscribe", "/confirm"])
            await CheckAsync(user, path);
    }
}
