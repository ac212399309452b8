using Microsoft.Playwright;

namespace Foyer.Browser.Tests.House;

/// <summary>One server and one browser for a class of tests; each person has a window of their own.</summary>
public sealed class OpenHouse : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private IPlaywright playwright = null!;

    public OpenHouse()
        : this(new RunningServer()) { }

    /// <summary>For a server with settings of its own.</summary>
    internal OpenHouse(RunningServer server) => Server = server;

    public RunningServer Server { get; }

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(20_000);
        await Server.StartAsync();
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(
            new() { ExecutablePath = "/usr/bin/chromium", Args = Arguments }
        );
    }

    public async Task DisposeAsync()
    {
        await Browser.CloseAsync();
        playwright.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>A window in which nobody is signed in.</summary>
    /// <param name="through">The address to come by, when it is not the server's own.</param>
    public async Task<Visitor> VisitAsync(Window? window = null, string? through = null)
    {
        var look = window ?? new Window();
        var address = through ?? Server.Address;
        var context = await Browser.NewContextAsync(
            new()
            {
                BaseURL = address,
                Locale = "en-GB",
                TimezoneId = "Europe/Berlin",
                ViewportSize = new() { Width = look.Width, Height = look.Height },
                ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
                ReducedMotion = ReducedMotion.Reduce,
                HasTouch = look.Touch,
                IsMobile = look.Touch,
                JavaScriptEnabled = look.Scripts,
            }
        );
        context.SetDefaultTimeout(30_000);
        return new Visitor(context, await context.NewPageAsync(), address, look.Scripts);
    }

    /// <summary>A window in which the person has signed in, after making the account if they have none.</summary>
    public async Task<Visitor> WelcomeAsync(string name, Window? window = null, string? through = null)
    {
        if (registered.Add(name))
        {
            await using var newcomer = await VisitAsync();
            await newcomer.RegisterAsync(name);
        }
        var visitor = await VisitAsync(window, through);
        await visitor.SignInAsync(name);
        return visitor;
    }

    private readonly HashSet<string> registered = [];
}

/// <summary>How a window looks.</summary>
public sealed record Window(
    int Width = 1280,
    int Height = 800,
    bool Dark = false,
    bool Touch = false,
    bool Scripts = true
);
