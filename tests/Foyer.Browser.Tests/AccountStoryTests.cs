using Foyer.Browser.Tests.Fixtures;
using static Microsoft.Playwright.Assertions;

namespace Foyer.Browser.Tests;

/// <summary>An account from its beginning to its end, with every mail through a real SMTP server.</summary>
public sealed class AccountStoryTests
{
    private const string Old = "fay@linden.example";
    private const string New = "fay@garden.example";
    private const string NewPassword = "two lamps in the hall";

    [Fact]
    public async Task Register_confirm_sign_in_edit_change_the_address_write_to_who_is_away_reset_and_leave()
    {
        await using var post = await TestSmtpServer.OpenAsync();
        var server = new BrowserFixture(new RunningServer(post.Settings) { Environment = post.Environment });
        await server.InitializeAsync();
        try
        {
            await using (var ada = await server.VisitAsync())
                await BeginAsync(ada, post, "ada", "ada@linden.example");
            await using var fay = await server.VisitAsync();
            await BeginAsync(fay, post, "fay", Old);
            await EditAsync(fay, post);
            await WriteToWhoIsAwayAsync(fay, post);
            await ResetAsync(fay, post);
            await LeaveAsync(fay);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task BeginAsync(BrowserUser user, TestSmtpServer post, string name, string email)
    {
        var page = user.Page;
        await page.GotoAsync("/register");
        await page.FillAsync("#username", name);
        await page.FillAsync("#email", email);
        await page.FillAsync("#password", BrowserUser.Password);
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync("**/confirm?pending");
        await Expect(page.GetByText("a link is on its way")).ToBeVisibleAsync();

        await page.GotoAsync("/login");
        await SendLoginAsync(user, name, BrowserUser.Password);
        await Expect(page.GetByText("Your e-mail address is not confirmed yet")).ToBeVisibleAsync();

        var link = (await post.NextAsync(email)).Link("/confirm");
        await page.GotoAsync(link);
        await page.WaitForURLAsync("**/confirm?success");
        await page.GotoAsync(link);
        await page.WaitForURLAsync("**/confirm?success");
        // The browser that registered is signed in by confirming.
        await page.ClickAsync("text=Continue");
        await page.WaitForURLAsync("**/room");
    }

    private static async Task EditAsync(BrowserUser fay, TestSmtpServer post)
    {
        var page = fay.Page;
        await page.GotoAsync("/profile-edit");
        await page.FillAsync("#first_name", "Fay");
        await page.FillAsync("#email", New);
        await page.ClickAsync("text=Save");
        await page.WaitForURLAsync("**/profile");
        await Expect(page.GetByText(Old)).ToBeVisibleAsync();

        await page.GotoAsync((await post.NextAsync(New)).Link("/confirm"));
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync("**/confirm?success");
        (await post.NextAsync(Old)).Source.ShouldContain("Subject:");
        await page.GotoAsync("/profile");
        await Expect(page.GetByText(New)).ToBeVisibleAsync();
        await Expect(page.GetByText("Fay", new() { Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>The message waits; an e-mail about it is sent when the button is pressed, once, and without its text.</summary>
    private static async Task WriteToWhoIsAwayAsync(BrowserUser fay, TestSmtpServer post)
    {
        await fay.Page.GotoAsync("/chat/ada");
        await fay.Page.ClickAsync("text=Open the conversation");
        await fay.Page.WaitForURLAsync("**/rooms/*");
        await fay.SendMessageAsync("The key is under the third flowerpot");
        var mail = fay.Page.Locator("absent-notice button");
        await Expect(mail).ToHaveTextAsync("Send by mail");
        await mail.ClickAsync();

        await Expect(fay.Page.GetByText("The message goes out by mail.")).ToBeVisibleAsync();
        await Expect(mail).ToBeDisabledAsync();
        var sent = await post.NextAsync("ada@linden.example");
        sent.Text.ShouldContain("fay");
        sent.Text.ShouldNotContain("flowerpot");
        new Uri(sent.Link("/rooms/")).AbsolutePath.ShouldBe(new Uri(fay.Page.Url).AbsolutePath);
    }

    private static async Task ResetAsync(BrowserUser fay, TestSmtpServer post)
    {
        var page = fay.Page;
        await page.GotoAsync("/logout");
        await page.ClickAsync("main button[type=submit]");
        await page.GotoAsync("/password-reset");
        await page.FillAsync("#email", New);
        await page.ClickAsync("main button[type=submit]");
        await Expect(page.GetByText("a link is on its way")).ToBeVisibleAsync();

        await page.GotoAsync((await post.NextAsync(New)).Link("/password-save"));
        await page.FillAsync("#password", NewPassword);
        await page.FillAsync("#repeated_password", NewPassword);
        await page.ClickAsync("main button[type=submit]");
        await page.WaitForURLAsync("**/login");
        await post.NextAsync(New);

        await SendLoginAsync(fay, "fay", BrowserUser.Password);
        await Expect(page.GetByText("Username or password are incorrect")).ToBeVisibleAsync();
        await SendLoginAsync(fay, New, NewPassword);
        await page.WaitForURLAsync("**/room");
    }

    private static async Task LeaveAsync(BrowserUser fay)
    {
        var page = fay.Page;
        await page.GotoAsync("/settings/data");
        await page.FillAsync("#username", "fay");
        await page.FillAsync("#password", NewPassword);
        await page.ClickAsync("text=Delete my account");
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/");
        await Expect(page.GetByText("Your account is deleted")).ToBeVisibleAsync();
        await page.GotoAsync("/login");
        await SendLoginAsync(fay, "fay", NewPassword);
        await Expect(page.GetByText("Username or password are incorrect")).ToBeVisibleAsync();
    }

    private static async Task SendLoginAsync(BrowserUser user, string login, string password)
    {
        await user.Page.FillAsync("#login", login);
        await user.Page.FillAsync("#password", password);
        await user.Page.ClickAsync("main form[method=post] button[type=submit]");
    }
}
