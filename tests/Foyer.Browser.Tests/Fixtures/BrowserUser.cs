using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Foyer.Browser.Tests.Fixtures;

/// <summary>A person at a browser. Foreign requests, refused content and script errors fail the test when the window closes.</summary>
public sealed class BrowserUser : IAsyncDisposable
{
    public const string Password = "a lamp in the hall";

    public static readonly Regex Pending = new("message--pending");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentBag<string> complaints = [];
    private readonly string address;
    private volatile TaskCompletionSource line = NewLine();

    public BrowserUser(IBrowserContext context, IPage page, string address, Window window)
    {
        this.address = address;
        Window = window;
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
        page.FrameNavigated += (_, frame) =>
        {
            if (frame.ParentFrame is null)
                line = NewLine();
        };
        page.WebSocket += (_, socket) =>
        {
            var opening = line;
            socket.FrameReceived += (_, _) =>
            {
                IsOnSocket = true;
                opening.TrySetResult();
            };
        };
        page.Response += (_, answer) =>
        {
            if (!answer.Url.Contains("/api/stream", StringComparison.Ordinal))
                return;
            IsOnSocket = false;
            line.TrySetResult();
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

    public Window Window { get; }

    /// <summary>True when the page receives changes by WebSocket, false when it fell back to the stream.</summary>
    public bool IsOnSocket { get; private set; }

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

    /// <summary>Goes to a page and returns once it receives changes.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await HearAsync();
    }

    /// <summary>Returns once the page's connection is open: changes before that are not sent to it.</summary>
    public Task HearAsync() => Window.Scripts ? line.Task.WaitAsync(Patience) : Task.CompletedTask;

    /// <summary>Loads the open page again, and returns once it receives changes.</summary>
    public async Task ReloadAsync()
    {
        await Page.ReloadAsync();
        await HearAsync();
    }

    /// <summary>Returns once the element's script has run: before, what one does with it goes the way without scripts.</summary>
    public Task AwakeAsync(string element) =>
        Page.WaitForFunctionAsync("element => !!customElements.get(element)", element);

    /// <summary>Makes the account and signs in, without a page.</summary>
    public async Task BecomeAsync(string name)
    {
        var email = $"{name.Replace(' ', '.')}@linden.example";
        var account = await AskAsync(
            "POST",
            "/api/register",
            new
            {
                username = name,
                email,
                password = Password,
            }
        );
        var link = new Uri(account.GetProperty("confirmation_url").GetString()!);
        var hash = link.Query[(link.Query.IndexOf('=', StringComparison.Ordinal) + 1)..];
        await AskAsync("POST", "/api/confirm", new { hash = Uri.UnescapeDataString(hash) });
        await AskAsync("POST", "/api/login", new { login = name, password = Password });
    }

    /// <summary>Joins the room, which is made if there is none, and opens it.</summary>
    public async Task EnterAsync(string room)
    {
        var joined = await AskAsync("POST", "/api/chats/join", new { name = room });
        await Page.GotoAsync($"/rooms/{joined.GetProperty("id")}");
        await BeReadyAsync();
        await HearAsync();
    }

    /// <summary>Types the room's name on the page of rooms.</summary>
    public async Task EnterByNameAsync(string room)
    {
        await Page.GotoAsync("/room");
        await Page.FillAsync("#name", room);
        await Page.ClickAsync("text=Go in");
        await Page.WaitForURLAsync("**/rooms/*");
        await BeReadyAsync();
        await HearAsync();
    }

    /// <summary>Returns once the room listens: what is typed or clicked before its scripts run goes nowhere.</summary>
    public Task BeReadyAsync() =>
        Window.Scripts ? Page.Locator("room-pane[ready]").WaitForAsync() : Page.Locator("room-pane").WaitForAsync();

    public async Task SendMessageAsync(string text)
    {
        await BeReadyAsync();
        await Composer.FillAsync(text);
        await Composer.PressAsync("Enter");
    }

    /// <summary>Says it and returns once it is stored.</summary>
    public async Task PostAsync(string text)
    {
        await SendMessageAsync(text);
        await Assertions.Expect(Saying(text)).Not.ToHaveClassAsync(Pending);
    }

    public ILocator Saying(string text) => Messages.Filter(new() { HasText = text });

    /// <summary>
    /// Asks the server as this person, past the open page, which may be leaving just then. It must agree; returns what it says.
    /// </summary>
    public async Task<JsonElement> AskAsync(string method, string path, object? body = null)
    {
        var answer = await Context.APIRequest.FetchAsync(
            path,
            new()
            {
                Method = method,
                Headers = new Dictionary<string, string>
                {
                    ["Origin"] = address,
                    ["Content-Type"] = "application/json",
                },
                DataString = body is null ? null : JsonSerializer.Serialize(body),
            }
        );
        var words = await answer.TextAsync();
        answer.Ok.ShouldBeTrue($"{method} {path}: {answer.Status} {words}");
        return words.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(words);
    }

    /// <summary>Uploads a file to the room, for a later message; returns its id.</summary>
    public async Task<long> UploadAsync(long room, FilePayload file)
    {
        var form = Context.APIRequest.CreateFormData();
        form.Set("file", file);
        var answer = await Context.APIRequest.PostAsync(
            $"/api/chats/{room}/attachments",
            new()
            {
                Headers = new Dictionary<string, string> { ["Origin"] = address },
                Multipart = form,
            }
        );
        answer.Status.ShouldBe(201);
        return (await answer.JsonAsync())!.Value.GetProperty("id").GetInt64();
    }

    /// <summary>As <see cref="AskAsync"/>, about the open room.</summary>
    public Task<JsonElement> AskOfRoomAsync(string method, string path, object? body = null) =>
        AskAsync(method, $"/api/chats/{new Uri(Page.Url).Segments[^1]}{path}", body);

    /// <summary>Posts numbered lines to the open room, straight to the server; a hundred at most at once.</summary>
    public async Task FillAsync(int count)
    {
        for (var at = 1; at <= count; at++)
            await AskOfRoomAsync("POST", "/messages", new { text = $"line {at:000}" });
    }

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

    private static TaskCompletionSource NewLine() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
