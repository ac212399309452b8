using Foyer.Browser.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>Where a socket, or a script, is not to be had.</summary>
public sealed class FallbackTests(BrowserFixture server) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Without_sockets_people_talk_over_the_stream()
    {
        await using var ada = await server.WelcomeAsync("ada");
        await using var ben = await server.WelcomeAsync("ben");
        await ben.Context.AddInitScriptAsync(
            "window.WebSocket = class { constructor() { setTimeout(() => this.onclose?.({ code: 1006 })); } send() {} close() {} };"
        );
        await ada.EnterAsync("stream");
        await ben.EnterAsync("stream");
        await Expect(ada.Page.Locator("[data-group=here]")).ToContainTextAsync("ben");
        await ben.SendMessageAsync("By post");
        await Expect(ada.Saying("By post")).ToBeVisibleAsync();
        await Expect(ben.Saying("By post")).Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("pending"));
        await ada.SendMessageAsync("By stream");
        await Expect(ben.Saying("By stream")).ToHaveCountAsync(1);
        await Expect(ben.Saying("By post")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Without_scripts_one_signs_up_reads_writes_and_leaves()
    {
        await using var dora = await server.VisitAsync(new Window(Scripts: false));
        await dora.RegisterAsync("dora");
        // Confirming in the browser that registered signs in; as in any other browser, dora is asked here.
        await dora.Context.ClearCookiesAsync();
        await dora.SignInAsync("dora");
        await Expect(dora.Page.GetByText("Login successful!")).ToBeVisibleAsync();
        await dora.EnterByNameAsync("paper");
        await dora.Composer.FillAsync("Written by form");
        await dora.Page.ClickAsync(".composer__send");
        await Expect(dora.Saying("Written by form")).ToBeVisibleAsync();
        await dora.Page.ClickAsync(".composer__send");
        await Expect(dora.Page.Locator("[role=alert]:visible")).ToBeVisibleAsync();
        await dora.Page.ClickAsync(".room__head >> text=Leave");
        await dora.Page.WaitForURLAsync("**/room");
        await dora.Page.ClickAsync("[title='Sign out']");
        await Expect(dora.Page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = "Welcome" }))
            .ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_losing_the_name_and_no_return_leads_away()
    {
        await using var user = await server.WelcomeAsync("emil");
        await user.Context.ClearCookiesAsync();
        await user.Page.GotoAsync("/login?returnUrl=//elsewhere.example");
        await user.Page.FillAsync("#login", "emil");
        await user.Page.FillAsync("#password", "not the password");
        await user.Page.ClickAsync("main button[type=submit]");
        await Expect(user.Page.GetByText("Username or password are incorrect")).ToBeVisibleAsync();
        await Expect(user.Page.Locator("#login")).ToHaveValueAsync("emil");
        await Expect(user.Page.Locator("#password")).ToHaveValueAsync("");
        await user.Page.FillAsync("#password", BrowserUser.Password);
        await user.Page.ClickAsync("main button[type=submit]");
        await user.Page.WaitForURLAsync("**/room");
        await user.Page.GotoAsync("/login");
        await user.Page.WaitForURLAsync("**/room");
    }
}
