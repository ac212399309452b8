using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Foyer.Browser.Tests.House;

/// <summary>Somebody at a browser. Foreign requests, refused content and script errors fail the test when the window closes.</summary>
public sealed class Visitor : IAsyncDisposable
{
    public const string Password = "a lamp in the hall";

    private readonly ConcurrentBag<string> complaints = [];
    private readonly bool scripts;

    public Visitor(IBrowserContext context, IPage page, string address, bool scripts = true)
    {
        this.scripts = scripts;
        Context = context;
        Page = page;
        context.Request += (_, request) =>
        {
            if (
                !request.Url.StartsWith(address, StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal)
                && !request.Url.StartsWith($"blob:{address}", StringComparison.Ordinal)
            )
                complaints.Add($"foreign request: {request.Url}");
        };
        page.PageError += (_, error) => complaints.Add($"script error: {error}");
        page.Console += (_, said) =>
        {
            if (
                said.Text.Contains("Content Security Policy", StringComparison.Ordinal)
                || said.Text.Contains("import map", StringComparison.Ordinal)
            )
                complaints.Add(said.Text);
        };
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public ILocator Messages => Page.Locator("li.message");

    public ILocator Composer => Page.Locator("#write");

    public async Task RegisterAsync(string name)
    {
        await Page.GotoAsync("/register");
        await Page.FillAsync("#username", name);
        await Page.FillAsync("#email", $"{name.Replace(' ', '.')}@linden.example");
        await Page.FillAsync("#password", Password);
        await Page.ClickAsync("main button[type=submit]");
        await Page.WaitForURLAsync("**/confirm?pending");
        await Page.ClickAsync("text=Confirm my e-mail address");
        await Page.WaitForURLAsync("**/confirm?success");
    }

    public async Task SignInAsync(string login)
    {
        await Page.GotoAsync("/login");
        await Page.FillAsync("#login", login);
        await Page.FillAsync("#password", Password);
        await Page.ClickAsync("main button[type=submit]");
        await Page.WaitForURLAsync("**/room");
    }

    /// <summary>Types the room's name on the page of rooms.</summary>
    public async Task EnterAsync(string room)
    {
        await Page.GotoAsync("/room");
        await Page.FillAsync("#name", room);
        await Page.ClickAsync("text=Go in");
        await Page.WaitForURLAsync("**/rooms/*");
        await BeReadyAsync();
    }

    /// <summary>Returns once the room listens: what is typed or clicked before its scripts run goes nowhere.</summary>
    public Task BeReadyAsync() =>
        scripts ? Page.Locator("room-pane[ready]").WaitForAsync() : Page.Locator("room-pane").WaitForAsync();

    public async Task SayAsync(string text)
    {
        await BeReadyAsync();
        await Composer.FillAsync(text);
        await Composer.PressAsync("Enter");
    }

    public ILocator Saying(string text) => Messages.Filter(new() { HasText = text });

    /// <summary>Posts numbered lines to the open room, straight to the server; a hundred at most at once.</summary>
    public Task FillAsync(int count) =>
        Page.EvaluateAsync(
            """
            async (count) => {
              const chat = location.pathname.split("/").pop();
              for (let at = 1; at <= count; at++)
                await fetch(`/api/chats/${chat}/messages`, {
                  method: "POST",
                  headers: { "content-type": "application/json" },
                  body: JSON.stringify({ text: `line ${String(at).padStart(3, "0")}` }),
                });
            }
            """,
            count
        );

    /// <summary>Opens the menu of what one may do with a message.</summary>
    public async Task OpenMenuAsync(string text)
    {
        await BeReadyAsync();
        await Saying(text).HoverAsync();
        await Saying(text).Locator("[data-act=more]").ClickAsync();
    }

    public Task ChooseAsync(string item) =>
        Page.GetByRole(AriaRole.Menuitem, new() { Name = item, Exact = true }).ClickAsync();

    /// <summary>The log as one reads it, without the New line, which belongs to the visit.</summary>
    public Task<string[]> ReadLogAsync() =>
        Page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll(".room__messages > li:not(.new)")].map((item) => [
              item.className.replace(/ ?message--(arriving|chosen)/g, ""),
              item.querySelector(".message__author")?.textContent,
              item.querySelector(".message__said:not([hidden])")?.textContent,
              item.querySelector(".message__gone:not([hidden])")?.textContent,
              item.querySelector(".reply:not([hidden])")?.innerText,
              item.matches(".day") ? item.textContent : "",
            ].join("|"))
            """
        );

    public async ValueTask DisposeAsync()
    {
        await Context.CloseAsync();
        complaints.ShouldBeEmpty();
    }
}
