using Microsoft.Playwright;

namespace Foyer.Browser.Tests.Fixtures;

/// <summary>One server for a class of tests; each person has a window of their own.</summary>
public class BrowserFixture : IAsyncLifetime
{
    private readonly Dictionary<string, BrowserContextCookiesResult> sessions = [];
    private IBrowser browser = null!;

    public BrowserFixture()
        : this(new RunningServer()) { }

    /// <summary>For a server with settings of its own.</summary>
    internal BrowserFixture(RunningServer server) => Server = server;

    public RunningServer Server { get; }

    /// <summary>By which people come.</summary>
    public virtual string Address => Server.Address;

    public virtual async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(20_000);
        browser = await SharedBrowser.BorrowAsync();
        await Server.StartAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await SharedBrowser.GiveBackAsync();
        await Server.DisposeAsync();
    }

    /// <summary>A window without a session.</summary>
    /// <param name="through">The address to come by, when it is not the server's own.</param>
    public async Task<BrowserUser> VisitAsync(Window? window = null, string? through = null)
    {
        var look = window ?? new Window();
        var address = through ?? Address;
        var context = await browser.NewContextAsync(
            new()
            {
                BaseURL = address,
                // Pages trust the certificate by its key; requests that tests make themselves do not look at that.
                IgnoreHTTPSErrors = address.StartsWith("https:", StringComparison.Ordinal),
                Locale = look.Language,
                TimezoneId = look.Zone,
                ViewportSize = new() { Width = look.Width, Height = look.Height },
                ColorScheme = ColorScheme.Light,
                ReducedMotion = ReducedMotion.Reduce,
                HasTouch = look.Touch,
                IsMobile = look.Touch,
                JavaScriptEnabled = look.Scripts,
            }
        );
        context.SetDefaultTimeout(30_000);
        return new BrowserUser(context, await context.NewPageAsync(), address, look);
    }

    /// <summary>
    /// A window, with no page in it yet, in which the person is signed in; the account is made if there is none. All windows of a
    /// person share one session. How it looks to register and to sign in is a story of its own.
    /// </summary>
    public async Task<BrowserUser> WelcomeAsync(string name, Window? window = null, string? through = null)
    {
        var user = await VisitAsync(window, through);
        if (!sessions.ContainsKey(name))
        {
            await user.BecomeAsync(name);
            sessions[name] = (await user.Context.CookiesAsync()).Single(cookie =>
                cookie.Name is "foyer_token" or "__Host-foyer_token"
            );
        }
        await user.Context.AddCookiesAsync([
            new()
            {
                Name = sessions[name].Name,
                Value = sessions[name].Value,
                Url = through ?? Address,
                HttpOnly = true,
                Secure = sessions[name].Secure,
                SameSite = SameSiteAttribute.Lax,
            },
        ]);
        return user;
    }
}

/// <summary>How a window looks.</summary>
public sealed record Window(
    int Width = 1280,
    int Height = 800,
    bool Touch = false,
    bool Scripts = true,
    string Language = "en-GB",
    string Zone = "Europe/Berlin"
);

/// <summary>A server with HTTPS of its own: browsers use HTTP/2.</summary>
public sealed class HttpsFixture() : BrowserFixture(RunningServer.Secure());

/// <summary>A server where one account may sign in more often than ten times a minute, as a class of tests does.</summary>
public sealed class UnlimitedSignIns() : BrowserFixture(new RunningServer("--Foyer:Limits:SignInsPerMinute=0"));
