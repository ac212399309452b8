using Foyer.Browser.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>A passkey on a device of the browser's own making.</summary>
public sealed class PasskeyTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task A_passkey_is_added_in_the_settings_signs_in_at_the_door_and_is_removed()
    {
        var address = $"http://localhost:{new Uri(server.Server.Address).Port}";
        await using var dora = await server.WelcomeAsync("dora", through: address);
        var page = dora.Page;
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync(
            "WebAuthn.addVirtualAuthenticator",
            new()
            {
                ["options"] = new
                {
                    protocol = "ctap2",
                    transport = "internal",
                    hasResidentKey = true,
                    hasUserVerification = true,
                    isUserVerified = true,
                    automaticPresenceSimulation = true,
                },
            }
        );

        await page.GotoAsync("/settings");
        await page.FillAsync("#passkey_name", "my phone");
        await page.ClickAsync("text=Add a passkey");
        await Expect(page.GetByText("my phone")).ToBeVisibleAsync();

        await page.GotoAsync("/logout");
        await page.ClickAsync("main button[type=submit]");
        await page.GotoAsync("/login?returnUrl=/settings");
        await page.ClickAsync("text=Sign in with a passkey");
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/settings");
        await page.GotoAsync("/reauthenticate?returnUrl=/settings");
        await page.ClickAsync("text=Use a passkey");
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/settings");

        await page.ClickAsync("text=Remove");
        await Expect(page.GetByText("my phone")).ToHaveCountAsync(0);
        await page.GotoAsync("/logout");
        await page.ClickAsync("main button[type=submit]");
        await page.GotoAsync("/login");
        await page.ClickAsync("text=Sign in with a passkey");
        await Expect(page.GetByText("Username or password are incorrect")).ToBeVisibleAsync();
    }
}
